package org.tallystick.bench.servers;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.bench.Clicks;

/** Events in the order of the stream, some thousands at a time. */
final class Batches {
    private static final int BATCH = 10_000;

    private Batches() {}

    /** Someone who takes events. */
    @FunctionalInterface
    interface Taker {
        void take(List<byte[]> events) throws Exception;
    }

    /** Hands over so many, from the first. */
    static void of(long events, Taker taker) throws Exception {
        var clicks = Clicks.clean();
        for (long from = 0; from < events; from += BATCH) {
            var batch = new ArrayList<byte[]>(BATCH);
            for (long i = from; i < Math.min(from + BATCH, events); i++) {
                clicks.next();
                batch.add(clicks.json());
            }
            taker.take(batch);
        }
    }
}
