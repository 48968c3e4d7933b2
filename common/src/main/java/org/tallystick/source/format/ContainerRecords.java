package org.tallystick.source.format;

import java.io.IOException;

/** The records of a file that is no text, one after another. */
public interface ContainerRecords {

    /** The next record; null at the end of the file. */
    ContainerRecord next() throws IOException;

    /** The number of the next record. */
    long number();

    /** Whether what was given last is cut short by the end of the file, which may still grow. */
    boolean isCutShort();

    /** What the file begins with, the same object each time; null before it has been read. */
    byte[] head();
}
