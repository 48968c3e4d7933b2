package org.tallystick.source.files;

/**
 * A line of a file, or the end of one.
 *
 * @param file where it stands
 * @param number its number, from 0; blank lines count too
 * @param head what its file begins with that is no record, the same object for all; or null
 * @param bytes the line without its end; of one over the size limit only the beginning; null where
 *     the file ends
 * @param size how many bytes the whole line has
 * @param damage why the file cannot be read beyond this, or null
 * @param next where in the file, uncompressed, the next line begins
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
record Line(
        OpenFile file,
        long number,
        byte[] head,
        byte[] bytes,
        long size,
        String damage,
        long next) {

    static Line endOf(OpenFile file) {
        return new Line(file, 0, null, null, 0, null, 0);
    }

    /** The same in a file with a head. */
    Line behind(byte[] fileHead) {
        return new Line(file, number, fileHead, bytes, size, damage, next);
    }

    boolean isEnd() {
        return bytes == null;
    }
}
