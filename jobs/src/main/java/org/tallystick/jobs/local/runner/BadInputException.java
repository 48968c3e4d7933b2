package org.tallystick.jobs.local.runner;

/**
 * A pipeline or arguments that cannot be run. The message is for the person at the terminal: what,
 * where, and what to do instead; one line for each mistake.
 */
public final class BadInputException extends Exception {

    public BadInputException(String message) {
        super(message);
    }
}
