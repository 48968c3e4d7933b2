package org.tallystick.jobs.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Waits for what processes do. */
public final class Await {
    private static final long PAUSE_MILLIS = 100;

    private Await() {}

    /** Something that is so, or not yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Lets an outage last. */
    public static void pass(Duration outage) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(outage.toMillis());
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param state says how things stand, for the failure after {@code limit}
     */
    public static void until(
            String what, Duration limit, Supplier<String> state, Condition condition)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                Assertions.fail("%s: not within %d s; %s", what, limit.toSeconds(), state.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
