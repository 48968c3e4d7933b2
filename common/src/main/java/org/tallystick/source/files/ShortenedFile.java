package org.tallystick.source.files;

/** The one reject of a file that has become shorter than what was read of it. */
final class ShortenedFile implements Records {
    private final OpenFile file;
    private FilesSplit.Place place;
    private boolean given;

    /**
     * @param place how far it was read
     */
    ShortenedFile(OpenFile file, FilesSplit.Place place) {
        this.file = file;
        this.place = place;
    }

    @Override
    public Line next() {
        if (given) {
            return null;
        }
        given = true;
        long number = place.line();
        place = new FilesSplit.Place(place.name(), number + 1, file.length());
        var damage =
                "the file has become shorter than what was read of it: its lines are not read again";
        return new Line(file, number, null, new byte[0], 0, damage, place, null);
    }

    @Override
    public FilesSplit.Place place() {
        return place;
    }

    @Override
    public boolean isCutShort() {
        return false;
    }

    @Override
    public void close() {}
}
