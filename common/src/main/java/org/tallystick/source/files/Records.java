package org.tallystick.source.files;

import java.io.IOException;

/** The records of a file, one after another. */
interface Records extends AutoCloseable {

    /** The next record; null at the end of the file. */
    Line next() throws IOException;

    @Override
    void close() throws IOException;
}
