package org.tallystick.jobs.sink.http;

/** A database has no place for a cell's value as it is; the message says which and why. */
public final class UnfitCellException extends Exception {
    private static final long serialVersionUID = 1;

    public UnfitCellException(String message) {
        super(message);
    }
}
