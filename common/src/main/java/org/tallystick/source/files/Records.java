package org.tallystick.source.files;

import java.io.IOException;

/** The records of a file, one after another. */
interface Records extends AutoCloseable {

    /** The next record; null at the end of the file. */
    Line next() throws IOException;

    /** Where the next record begins. */
    FilesSplit.Place place();

    /**
     * Whether the record that was given last, or what else the file ends with, is cut short by the
     * end of the file: it may still be written.
     */
    boolean isCutShort();

    @Override
    void close() throws IOException;
}
