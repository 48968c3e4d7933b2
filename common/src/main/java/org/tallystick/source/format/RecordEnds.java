package org.tallystick.source.format;

/**
 * Finds where the records of a text file end. It sees the file's bytes once, in pieces of any
 * length, from the beginning of a record on, and knows what it has seen.
 */
public interface RecordEnds {

    /**
     * The place of the byte that ends the record, or {@code to} where the record goes on beyond
     * that. What is passed over is not shown again. A CR is the last byte only where the file ends,
     * so that it is always known whether an LF follows.
     */
    int find(byte[] buffer, int from, int to);

    /** Whether these bytes between two ends are no record, but passed over. */
    boolean isBlank(byte[] record);

    /** Whether what is passed over has a number as records have. */
    boolean isBlankNumbered();
}
