package org.tallystick.jobs;

import java.io.IOException;

/** Servers without which a job cannot run; the message names them, a line each. */
public final class UnreachableException extends IOException {

    public UnreachableException(String message) {
        super(message);
    }
}
