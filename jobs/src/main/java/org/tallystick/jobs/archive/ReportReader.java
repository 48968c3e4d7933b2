package org.tallystick.jobs.archive;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.tallystick.engine.CellVersion;
import org.tallystick.engine.LedgerEntry;

/**
 * Reads a report from the tables, without Flink.
 *
 * <p>Events are counted by the metadata alone; of the rejects two columns are read, and the ledger;
 * of the results the newest version of every cell is held in memory.
 */
record ReportReader(Table events, Table rejects, Table results, Table ledger) {
    private static final List<String> IDENTITY =
            List.of("metric", "window", "window_start", "window_end", "keys");

    ArchiveReport read() throws IOException {
        long ofMetrics = rejects(row -> row.getField("metric") != null);
        long answers = rejects(row -> ArchiveTable.REPLAYED.equals(row.getField("kind")));
        return new ArchiveReport(
                rows(events),
                rows(rejects) - ofMetrics - 2 * answers,
                ofMetrics,
                sum(Set.of(LedgerEntry.LATE, LedgerEntry.AFTER_IDLE)),
                sum(Set.of(LedgerEntry.DUPLICATE)),
                standing(),
                rows(results));
    }

    private static long rows(Table table) {
        var snapshot = table.currentSnapshot();
        return snapshot == null
                ? 0
                : Long.parseLong(snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
    }

    private long rejects(Predicate<Record> which) throws IOException {
        long found = 0;
        try (var rows = IcebergGenerics.read(rejects).select("metric", "kind").build()) {
            for (Record row : rows) {
                found += which.test(row) ? 1 : 0;
            }
        }
        return found;
    }

    private long sum(Set<String> reasons) throws IOException {
        long sum = 0;
        try (var entries = IcebergGenerics.read(ledger).select("reason", "events").build()) {
            for (Record entry : entries) {
                if (reasons.contains(entry.getField("reason").toString())) {
                    sum += (long) entry.getField("events");
                }
            }
        }
        return sum;
    }

    private long standing() throws IOException {
        var newest = new HashMap<List<Object>, CellVersion>();
        try (var rows = IcebergGenerics.read(results).build()) {
            for (Record row : rows) {
                var identity = IDENTITY.stream().map(row::getField).toList();
                newest.merge(identity, version(row), BinaryOperator.maxBy(naturalOrder()));
            }
        }
        return newest.values().stream().filter(version -> !version.retracted()).count();
    }

    private static CellVersion version(Record row) {
        return new CellVersion(
                (int) row.getField("revision"),
                (boolean) row.getField("retracted"),
                (long) row.getField("events"));
    }
}
