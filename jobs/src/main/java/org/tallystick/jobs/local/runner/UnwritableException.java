package org.tallystick.jobs.local.runner;

import java.io.IOException;

/** A place that a run has to write to, and cannot; the message is one line that names it. */
public final class UnwritableException extends IOException {

    UnwritableException(String message, IOException cause) {
        super(message, cause);
    }
}
