package org.tallystick.jobs.archive;

import static org.apache.flink.table.data.StringData.fromString;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.tallystick.engine.LedgerEntry;

/** Ledger entries as rows of the table {@code ledger}. */
record LedgerToRow(String run, RowOrder order) implements MapFunction<LedgerEntry, RowData> {

    @Override
    public RowData map(LedgerEntry entry) {
        return order.row(
                fromString(entry.metric()),
                fromString(entry.window()),
                TimestampData.fromEpochMillis(entry.firstEnd()),
                TimestampData.fromEpochMillis(entry.lastEnd()),
                fromString(entry.reason()),
                entry.events(),
                entry.fingerprint(),
                fromString(run));
    }
}
