package org.tallystick.jobs.tls;

import java.io.IOException;

/** A file of certificates or keys is not there or will not do; one line. */
final class UnusableStoreException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
