package org.tallystick.source.format;

import java.io.IOException;

/** A server that a format asks for what its records do not say. */
public interface FormatServer {

    /** What it is, a noun. */
    String name();

    /** Where it is. */
    String address();

    /**
     * Asks for something that any reader may see.
     *
     * @throws IOException one line, where it does not answer as it should
     */
    void tryOut() throws IOException;
}
