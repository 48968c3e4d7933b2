package org.tallystick.equality;

/** What happens next in a {@link Case}. */
public sealed interface Step<T> {

    /** An event comes. */
    record Event<T>(T event) implements Step<T> {}

    /** A checkpoint is taken. */
    record Checkpoint<T>() implements Step<T> {}

    /** The job fails, and goes on from the last checkpoint, or from its beginning. */
    record Crash<T>() implements Step<T> {}

    /** The job is stopped with a savepoint and goes on from it. */
    record Savepoint<T>(int parallelism) implements Step<T> {}

    /** An event comes. */
    static <T> Step<T> event(T event) {
        return new Event<>(event);
    }

    /** A checkpoint is taken. */
    static <T> Step<T> checkpoint() {
        return new Checkpoint<>();
    }

    /** The job fails, and goes on from the last checkpoint, or from its beginning. */
    static <T> Step<T> crash() {
        return new Crash<>();
    }

    /** The job is stopped with a savepoint and goes on from it with another parallelism. */
    static <T> Step<T> savepoint(int parallelism) {
        return new Savepoint<>(parallelism);
    }
}
