package org.tallystick.jobs.archive;

import org.tallystick.text.Secrets;

/** A failure as it was, but without the secrets of the addresses that its message quotes. */
final class MaskedFailure extends RuntimeException {

    private MaskedFailure(String message, Throwable cause, StackTraceElement[] trace) {
        super(message, cause);
        setStackTrace(trace);
    }

    /** The failure itself, where there is nothing to hide in it and its causes. */
    static RuntimeException of(RuntimeException failure) {
        return masked(failure) instanceof RuntimeException masked ? masked : failure;
    }

    private static Throwable masked(Throwable failure) {
        var cause = failure.getCause() == null ? null : masked(failure.getCause());
        var text = failure.toString();
        var hidden = Secrets.mask(text);
        boolean same = hidden.equals(text) && cause == failure.getCause();
        return same ? failure : new MaskedFailure(hidden, cause, failure.getStackTrace());
    }
}
