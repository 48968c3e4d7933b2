package org.tallystick.source.format;

import java.io.IOException;
import java.io.InputStream;

/** Opens files that are no text. */
@FunctionalInterface
public interface ContainerFiles {

    /**
     * The records of a file.
     *
     * @param in the file from its beginning on
     * @param first the number of the first record that is wanted
     */
    ContainerRecords open(InputStream in, long first) throws IOException;
}
