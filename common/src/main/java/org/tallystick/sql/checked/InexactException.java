package org.tallystick.sql.checked;

/**
 * An operation has no exact result in its type. The message says which, in one line.
 *
 * <p>There is no stack trace: it would cost a hundred times what the operation does, and tell
 * nothing.
 */
public final class InexactException extends ArithmeticException {

    InexactException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
