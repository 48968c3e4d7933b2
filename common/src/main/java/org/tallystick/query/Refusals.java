package org.tallystick.query;

import java.util.Optional;
import java.util.function.Consumer;

/** Goes on after each part of a query that is refused. */
record Refusals(Consumer<Refusal> taker) {

    /** Makes something of a part of the query. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws RefusedException;
    }

    /** Looks at a part of the query. */
    @FunctionalInterface
    interface Check {
        void run() throws RefusedException;
    }

    /** What a step makes; empty where it refuses. */
    <T> Optional<T> attempt(Step<T> step) {
        try {
            return Optional.of(step.take());
        } catch (RefusedException e) {
            taker.accept(e.refusal());
            return Optional.empty();
        }
    }

    void check(Check check) {
        try {
            check.run();
        } catch (RefusedException e) {
            taker.accept(e.refusal());
        }
    }

    void add(Syntax at, String message) {
        taker.accept(new Refusal(at.place(), message));
    }
}
