package org.tallystick.jobs.rabbitmq;

import java.io.IOException;

/** A message has no queue to go to; one line. */
public final class UnroutableException extends IOException {
    private static final long serialVersionUID = 1;

    public UnroutableException(String message) {
        super(message);
    }
}
