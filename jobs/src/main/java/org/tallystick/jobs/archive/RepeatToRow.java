package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.event.EventLayout;

/** Dropped repeats as rows of the table {@code ledger}: no metric went without them. */
record RepeatToRow(EventLayout layout, LedgerToRow entries)
        implements MapFunction<RowData, RowData> {

    @Override
    public RowData map(RowData repeat) {
        long time = repeat.getLong(layout.time());
        long identity = repeat.getLong(layout.identity());
        return entries.map(new LedgerEntry("", "", time, time, LedgerEntry.DUPLICATE, 1, identity));
    }
}
