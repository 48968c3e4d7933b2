package org.tallystick.engine;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.aggregate.Columns;
import org.tallystick.window.Window;

/** Late events of a metric, counted per window and not yet handed over. */
final class LedgerCounts {
    private static final int ENTRY_BYTES = 120;

    private record Cause(Window window, long start, long end) {}

    private static final class Count {
        private long events;
        private long fingerprint;
    }

    private final String metric;
    private final Map<Cause, Count> counts = new HashMap<>();
    private long total;

    LedgerCounts(String metric) {
        this.metric = metric;
    }

    void count(Window window, long start, long end, Columns event) {
        var count = counts.computeIfAbsent(new Cause(window, start, end), any -> new Count());
        count.events++;
        count.fingerprint += event.getLong(Columns.IDENTITY);
        total++;
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
                (cause, count) ->
                        output.ledger(
                                new LedgerEntry(
                                        metric,
                                        cause.window().text(),
                                        cause.start(),
                                        cause.end(),
                                        LedgerEntry.LATE,
                                        count.events,
                                        count.fingerprint)));
        counts.clear();
    }
}
