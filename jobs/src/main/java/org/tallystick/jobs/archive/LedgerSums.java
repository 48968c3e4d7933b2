package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.expressions.Expressions;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Tally;

/**
 * A snapshot of the ledger, added up: what any window went without, by the reason. Its heap goes by
 * how many ends of windows the rows name, not by how many rows there are.
 */
public final class LedgerSums {
    /** Rows by the first end that they are about, and by the last. */
    private record Runs(RunningTally begun, RunningTally ended) {

        static Runs empty() {
            return new Runs(new RunningTally(), new RunningTally());
        }
    }

    private final Map<WindowKind, SortedMap<String, Runs>> reasons = new HashMap<>();

    private LedgerSums() {}

    /**
     * Reads the rows that are about windows which end from {@code first} to {@code last}, epoch ms.
     */
    static LedgerSums of(Table ledger, long snapshot, long first, long last) throws IOException {
        var sums = new LedgerSums();
        var near =
                Expressions.and(
                        first == Long.MIN_VALUE
                                ? Expressions.alwaysTrue()
                                : Expressions.greaterThanOrEqual(
                                        "last_end", Math.multiplyExact(first, 1000)),
                        last == Long.MAX_VALUE
                                ? Expressions.alwaysTrue()
                                : Expressions.lessThanOrEqual(
                                        "first_end", Math.multiplyExact(last, 1000)));
        try (var rows = IcebergGenerics.read(ledger).useSnapshot(snapshot).where(near).build()) {
            rows.forEach(row -> sums.add(LedgerRows.entry(row)));
        }
        return sums;
    }

    /** The sums of some rows. */
    public static LedgerSums of(Iterable<LedgerEntry> rows) {
        var sums = new LedgerSums();
        rows.forEach(sums::add);
        return sums;
    }

    private void add(LedgerEntry row) {
        var kind = new WindowKind(row.metric(), row.window());
        var runs =
                reasons.computeIfAbsent(kind, any -> new TreeMap<>())
                        .computeIfAbsent(row.reason(), any -> Runs.empty());
        var missed = new Missed(1, new Tally(row.events(), row.fingerprint()));
        runs.begun.add(row.firstEnd(), missed);
        runs.ended.add(row.lastEnd(), missed);
    }

    /**
     * What a window went without, by the reason; reasons of which there is no row are missing. Of a
     * session it is what may be: a row is about the times of events and a gap, and tells no keys
     * apart.
     *
     * @param start of the window, epoch ms
     * @param end of it, epoch ms
     * @param gaps of the sessions, by their windows' text, ms
     */
    public SortedMap<String, Missed> in(
            String metric, String window, long start, long end, Map<String, Long> gaps) {
        var gap = gaps.get(window);
        return gap == null
                ? about(metric, window, end, end)
                : inSession(metric, window, start, end, gap);
    }

    /** The sum of all rows that are about windows which end from {@code first} to {@code last}. */
    private SortedMap<String, Missed> about(String metric, String window, long first, long last) {
        return some(
                metric, window, runs -> runs.begun.upTo(last).minus(runs.ended.upTo(first - 1)));
    }

    private SortedMap<String, Missed> inSession(
            String metric, String window, long start, long end, long gap) {
        var within = about(metric, window, start + gap, end);
        // An event after idle would have made the session longer, or another.
        var afterIdle = about(metric, window, start, end + gap).get(LedgerEntry.AFTER_IDLE);
        if (afterIdle != null) {
            within.put(LedgerEntry.AFTER_IDLE, afterIdle);
        }
        return within;
    }

    private SortedMap<String, Missed> some(
            String metric, String window, Function<Runs, Missed> sum) {
        var found = new TreeMap<String, Missed>();
        reasons.getOrDefault(new WindowKind(metric, window), new TreeMap<>())
                .forEach(
                        (reason, runs) -> {
                            var missed = sum.apply(runs);
                            if (missed.rows() > 0) {
                                found.put(reason, missed);
                            }
                        });
        return found;
    }

    /** All rows that are about no window of a metric, by the reason: those about repeats. */
    public SortedMap<String, Missed> ofNoMetric() {
        return about("", "", Long.MIN_VALUE + 1, Long.MAX_VALUE);
    }
}
