package org.tallystick.engine;

/**
 * State that this pipeline cannot go on from, whatever is tried again. The message is one line:
 * what is wrong, and what to do instead.
 */
public final class RefusedStateException extends RuntimeException {

    public RefusedStateException(String message) {
        super(message);
    }

    public RefusedStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
