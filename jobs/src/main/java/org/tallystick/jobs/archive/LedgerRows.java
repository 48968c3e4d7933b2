package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;
import org.tallystick.engine.LedgerEntry;

/** The rows of the ledger that came between two of its snapshots. */
public final class LedgerRows {
    /** What an Iceberg timestamp can hold, epoch ms. */
    private static final long END = Long.MAX_VALUE / 1000;

    private final Table table;

    LedgerRows(Table table) {
        this.table = table;
    }

    /** Whether a snapshot is known, and is this or came before {@code later}. */
    public boolean isUpTo(long snapshot, long later) {
        return table.snapshot(snapshot) != null
                && SnapshotUtil.isAncestorOf(table, later, snapshot);
    }

    /**
     * Rows about windows that came behind one snapshot, up to another.
     *
     * @param after {@link #isUpTo} the other; none for the beginning
     */
    public void between(OptionalLong after, long upTo, Consumer<LedgerEntry> row)
            throws IOException {
        if (after.isEmpty()) {
            read(IcebergGenerics.read(table).useSnapshot(upTo), Expressions.alwaysTrue(), row);
        } else if (after.getAsLong() != upTo) {
            var between = IcebergGenerics.read(table).appendsBetween(after.getAsLong(), upTo);
            read(between, Expressions.alwaysTrue(), row);
        }
    }

    /** Those rows of a snapshot that are about windows which end after a time, epoch ms. */
    public void endingAfter(long time, long snapshot, Consumer<LedgerEntry> row)
            throws IOException {
        if (time >= END) {
            return;
        }
        var filter =
                time < LedgerEntry.BEGINNING
                        ? Expressions.alwaysTrue()
                        : Expressions.greaterThan("last_end", Math.multiplyExact(time, 1000));
        read(IcebergGenerics.read(table).useSnapshot(snapshot), filter, row);
    }

    /** Repeats have no metric, and miss no window. */
    private static void read(
            IcebergGenerics.ScanBuilder scan, Expression filter, Consumer<LedgerEntry> row)
            throws IOException {
        var ofWindows = Expressions.and(filter, Expressions.notEqual("metric", ""));
        try (var rows = scan.where(ofWindows).build()) {
            for (Record each : rows) {
                row.accept(entry(each));
            }
        }
    }

    static LedgerEntry entry(Record row) {
        return new LedgerEntry(
                row.getField("metric").toString(),
                row.getField("window").toString(),
                millis(row, "first_end"),
                millis(row, "last_end"),
                row.getField("reason").toString(),
                (long) row.getField("events"),
                (long) row.getField("fingerprint"));
    }

    private static long millis(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant().toEpochMilli();
    }
}
