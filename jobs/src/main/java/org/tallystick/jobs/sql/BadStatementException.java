package org.tallystick.jobs.sql;

import java.io.Serial;

/** A statement that cannot be run; the message is one line that says why, and where. */
public final class BadStatementException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    BadStatementException(String message) {
        super(message);
    }

    BadStatementException(String message, Throwable cause) {
        super(message, cause);
    }
}
