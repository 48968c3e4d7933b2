package org.tallystick.jobs.archive;

import java.io.Serial;

/** There is no archive where one was to be read; the message is one line. */
public final class NoArchiveException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NoArchiveException(String message) {
        super(message);
    }
}
