package org.tallystick.jobs.archive;

import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.util.Tasks;

/**
 * How long a commit waits for another one to come to its end.
 *
 * @param firstMillis before it looks again, ms; each time twice as long
 * @param millis in all, ms
 */
record Patience(int firstMillis, int millis) {
    /** Of a live job. */
    static final Patience LIVE = new Patience(100, 60_000);

    /** Longer than that: who is waited for may be waiting itself, and start again then. */
    static final Patience OF_REPLAY = new Patience(100, 240_000);

    private static final int LONGEST = 5_000;

    /** It has taken too long; the message is one line. */
    static final class ExhaustedException extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        ExhaustedException(String obstacle) {
            super(obstacle);
        }
    }

    /**
     * Waits until there is no obstacle.
     *
     * @param obstacle looks for it; what there is, in one line
     */
    void await(Supplier<Optional<String>> obstacle) {
        Tasks.foreach(List.of(obstacle))
                .retry(Integer.MAX_VALUE)
                .exponentialBackoff(firstMillis, LONGEST, millis, 2)
                .onlyRetryOn(ExhaustedException.class)
                .run(Patience::look);
    }

    private static void look(Supplier<Optional<String>> obstacle) {
        var found = obstacle.get();
        if (found.isPresent()) {
            throw new ExhaustedException(found.get());
        }
    }
}
