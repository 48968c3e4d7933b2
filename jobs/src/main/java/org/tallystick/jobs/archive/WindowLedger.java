package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;

/** What single windows went without, as the ledger has it. */
final class WindowLedger {
    private final Table ledger;
    private final long snapshot;

    WindowLedger(Table ledger, long snapshot) {
        this.ledger = ledger;
        this.snapshot = snapshot;
    }

    /** How many events each of these windows went without, by the reason; none has no entry. */
    Map<WindowEnd, SortedMap<String, Long>> of(Collection<WindowEnd> windows) throws IOException {
        var found = new HashMap<WindowEnd, SortedMap<String, Long>>();
        if (windows.isEmpty()) {
            return found;
        }
        var ends = windows.stream().mapToLong(WindowEnd::end).summaryStatistics();
        var near =
                Expressions.and(
                        Expressions.greaterThanOrEqual(
                                "last_end", Math.multiplyExact(ends.getMin(), 1000)),
                        Expressions.lessThanOrEqual(
                                "first_end", Math.multiplyExact(ends.getMax(), 1000)));
        try (var rows = IcebergGenerics.read(ledger).useSnapshot(snapshot).where(near).build()) {
            for (Record row : rows) {
                windows.stream()
                        .filter(window -> isAbout(window, row))
                        .forEach(window -> add(row, window, found));
            }
        }
        return found;
    }

    private static boolean isAbout(WindowEnd window, Record row) {
        return window.metric().equals(row.getField("metric"))
                && window.window().equals(row.getField("window"))
                && millis(row, "first_end") <= window.end()
                && window.end() <= millis(row, "last_end");
    }

    private static void add(
            Record row, WindowEnd window, Map<WindowEnd, SortedMap<String, Long>> found) {
        found.computeIfAbsent(window, any -> new TreeMap<>())
                .merge(row.getField("reason").toString(), (long) row.getField("events"), Long::sum);
    }

    private static long millis(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant().toEpochMilli();
    }
}
