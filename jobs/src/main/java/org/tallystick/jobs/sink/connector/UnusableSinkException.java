package org.tallystick.jobs.sink.connector;

/** A sink to which nothing can be written as things stand; the message is one line. */
public final class UnusableSinkException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public UnusableSinkException(String message, Throwable cause) {
        super(message);
        // Not as the cause: people are told the innermost one.
        addSuppressed(cause);
    }
}
