package org.tallystick.jobs.trial;

import java.util.Optional;

/**
 * What came of trying one thing that a pipeline needs, as a job would use it.
 *
 * @param what such as {@code sink kafka cells}
 * @param found what was seen; empty where it does not work
 * @param failure why it does not work; empty where it does
 */
public record Trial(String what, String found, Optional<Exception> failure) {

    /** Looks at something, and changes nothing that lasts. */
    @FunctionalInterface
    public interface Attempt {

        /**
         * What was seen, a phrase.
         *
         * @throws Exception where it does not work; one line
         */
        String look() throws Exception;
    }

    /** Whatever goes wrong is the trial's result. */
    public static Trial of(String what, Attempt attempt) {
        try {
            return new Trial(what, attempt.look(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Trial(what, "", Optional.of(e));
        } catch (Exception e) {
            return new Trial(what, "", Optional.of(e));
        }
    }

    public boolean works() {
        return failure.isEmpty();
    }
}
