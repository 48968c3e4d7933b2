package org.tallystick.jobs.sink.http;

/** A server refuses what it is asked for, and would again; the message is one line. */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean ofItsContent;

    public RefusedCallException(String message, boolean ofItsContent) {
        super(message);
        this.ofItsContent = ofItsContent;
    }

    /** Whether other content may well be taken; else it is a matter of rights or names. */
    public boolean isOfItsContent() {
        return ofItsContent;
    }
}
