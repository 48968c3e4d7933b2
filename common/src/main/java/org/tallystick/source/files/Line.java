package org.tallystick.source.files;

/**
 * A line of a file, or the end of one.
 *
 * @param file where it stands
 * @param number its number, from 0; blank lines count too
 * @param head what its file begins with that is no record, the same object for all; or null
 * @param bytes the line without its end; of one over the size limit only the beginning
 * @param size how many bytes the whole line has
 * @param damage why the file cannot be read beyond this, or null
 * @param next where the next line begins
 * @param end where the file ends, of no line; else null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
record Line(
        OpenFile file,
        long number,
        byte[] head,
        byte[] bytes,
        long size,
        String damage,
        FilesSplit.Place next,
        FilesSplit.End end) {

    static Line endOf(OpenFile file, FilesSplit.End end) {
        return new Line(file, 0, null, new byte[0], 0, null, end.place(), end);
    }

    /** The same in a file with a head. */
    Line behind(byte[] fileHead, int shift) {
        return new Line(file, number + shift, fileHead, bytes, size, damage, shifted(shift), end);
    }

    /** The same as a record that cannot be read. */
    Line unreadable(String reason, int shift) {
        return new Line(file, number + shift, null, bytes, size, reason, shifted(shift), end);
    }

    private FilesSplit.Place shifted(int shift) {
        return shift == 0
                ? next
                : new FilesSplit.Place(next.name(), next.line() + shift, next.position());
    }

    boolean isEnd() {
        return end != null;
    }
}
