package org.tallystick.jobs.source.queue;

import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.TextForm;

/** The key of queues that says how much a consumer may hold. */
public final class PrefetchKey {
    static final int MOST = 65_535;

    /**
     * How many messages a consumer may hold unacknowledged: at most so many are read between two
     * checkpoints.
     */
    public static final Key<Integer> KEY =
            Key.of(
                            "prefetch",
                            new Scalar<>(
                                    "prefetch",
                                    PrefetchKey::parse,
                                    TextForm.of(
                                                    "prefetch",
                                                    "^[1-9][0-9]{0,4}$",
                                                    "a number from 1 to " + MOST)
                                            .orNumber(1, MOST)),
                            "How many messages a consumer reads between two checkpoints at most")
                    .or("10000");

    private PrefetchKey() {}

    private static int parse(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "'%s' is no number of messages, there are 1 to %d".formatted(text, MOST));
    }
}
