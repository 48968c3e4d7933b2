package org.tallystick.engine.combine;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.aggregate.Columns;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.window.Window;

/** Late events of a metric, counted per run of windows and not yet handed over. */
final class LedgerCounts {
    private static final int ENTRY_BYTES = 136;

    private record Missed(Window window, long firstEnd, long lastEnd) {

        /** Windows are made once for a metric, and their own hash is dear. */
        @Override
        public int hashCode() {
            return Long.hashCode(firstEnd * 31 + lastEnd) * 31 + System.identityHashCode(window);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Missed missed
                    && firstEnd == missed.firstEnd
                    && lastEnd == missed.lastEnd
                    && window == missed.window;
        }
    }

    private static final class Count {
        private long events;
        private long fingerprint;
    }

    private final String metric;
    private final Map<Missed, Count> counts = new HashMap<>();
    private long total;

    LedgerCounts(String metric) {
        this.metric = metric;
    }

    /**
     * Counts an event for all windows that end from {@code firstEnd} to {@code lastEnd}; one that
     * is read again is in the ledger.
     */
    void count(Window window, long firstEnd, long lastEnd, Columns event) {
        total++;
        if (event.isReadAgain()) {
            return;
        }
        var count =
                counts.computeIfAbsent(new Missed(window, firstEnd, lastEnd), any -> new Count());
        count.events++;
        count.fingerprint += event.getLong(Columns.IDENTITY);
    }

    long bytes() {
        return (long) ENTRY_BYTES * counts.size();
    }

    /** How many were counted since the start. */
    long total() {
        return total;
    }

    void handOver(SliceTables.Output output) {
        counts.forEach(
                (missed, count) ->
                        output.ledger(
                                new LedgerEntry(
                                        metric,
                                        missed.window().text(),
                                        missed.firstEnd(),
                                        missed.lastEnd(),
                                        LedgerEntry.LATE,
                                        count.events,
                                        count.fingerprint)));
        counts.clear();
    }
}
