package org.tallystick.jobs.arguments;

/** Command line arguments that a command does not understand; the message says which and why. */
public final class BadArgumentException extends Exception {

    public BadArgumentException(String message) {
        super(message);
    }
}
