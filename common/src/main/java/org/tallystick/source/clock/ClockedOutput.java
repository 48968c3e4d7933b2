package org.tallystick.source.clock;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;

/** One partition's way out: what passes gets the partition's clock and its event time. */
final class ClockedOutput implements SourceOutput<RowData> {
    private final SourceOutput<RowData> inner;
    private final PartitionClock clock;
    private final ClockWatch watch;
    private final int time;
    private final int partitionTime;

    ClockedOutput(SourceOutput<RowData> inner, WatchedClock watched, EventLayout layout) {
        this.inner = inner;
        this.clock = watched.clock();
        this.watch = watched.watch();
        this.time = layout.time();
        this.partitionTime = layout.partitionTime();
    }

    @Override
    public void collect(RowData row) {
        if (row.isNullAt(time)) {
            inner.collect(row, TimestampAssigner.NO_TIMESTAMP);
            return;
        }
        long eventTime = row.getLong(time);
        ((GenericRowData) row).setField(partitionTime, clock.column());
        if (clock.advance(eventTime)) {
            watch.leads(row, eventTime);
        } else {
            watch.follows(row, eventTime);
        }
        inner.collect(row, eventTime);
    }

    /** The record's own timestamp is not its event time. */
    @Override
    public void collect(RowData row, long ignored) {
        collect(row);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        inner.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        inner.markIdle();
    }

    @Override
    public void markActive() {
        inner.markActive();
    }
}
