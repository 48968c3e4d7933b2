package org.tallystick.jobs.trial;

/** Something that a pipeline needs does not work; the message is one line. */
public final class TrialException extends Exception {
    private static final long serialVersionUID = 1;

    public TrialException(String message) {
        super(message);
    }
}
