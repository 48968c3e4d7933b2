package org.tallystick.flink;

import java.time.Duration;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.sql.CompiledCode;
import org.tallystick.sql.RowColumns;

/**
 * {@link SliceTables} as an operator: projected events in, {@link Partials} out, ledger entries by
 * the side.
 *
 * <p>The tables' heap is looked at after every event, so that it is over the budget by what one
 * event adds, at most.
 *
 * <p>It has no state: what it holds goes out before every checkpoint barrier and every watermark
 * that makes use of it, so a watermark never overtakes an event. Before a barrier goes a mark, too,
 * of the time that all events so far lie before, whether they count for a metric or not.
 */
public final class SliceAggregator extends AbstractStreamOperator<Partials>
        implements OneInputStreamOperator<RowData, Partials>, BoundedOneInput {

    private final List<BoundMetric> layouts;
    private final List<ValueType> columnTypes;
    private final Lateness lateness;
    private final long budget;
    private final int buckets;

    /** Null where event time does not go on while all input is idle. */
    private final Duration idleAdvance;

    private final OutputTag<LedgerEntry> ledger;

    private transient SliceTables tables;
    private transient SliceTables.Output handOver;
    private transient int[] bucketKeys;
    private transient Counter lateCounter;
    private transient Counter partialsCounter;
    private transient RowColumns columns;
    private transient long latest;
    private transient long marked;

    /** Read by the metric reporter's thread; null before the first watermark. */
    private transient volatile Long reached;

    /**
     * @param columnTypes the types of the projected event's columns
     * @param buckets how many buckets keys are spread over: the same whenever state is restored
     * @param ledger where late events are counted
     */
    public SliceAggregator(
            List<BoundMetric> layouts,
            List<ValueType> columnTypes,
            RunSettings run,
            int buckets,
            OutputTag<LedgerEntry> ledger) {
        this.layouts = List.copyOf(layouts);
        this.columnTypes = List.copyOf(columnTypes);
        this.lateness = run.lateness();
        this.budget = run.tableBytes();
        this.idleAdvance = run.idleAdvance().orElse(null);
        this.buckets = buckets;
        this.ledger = ledger;
    }

    @Override
    public void open() throws Exception {
        super.open();
        CompiledCode.forgetAtTheEnd(getRuntimeContext());
        bucketKeys = Buckets.keys(buckets);
        tables = new SliceTables(layouts, lateness, buckets);
        handOver = new HandOver();
        columns = new RowColumns(columnTypes);
        latest = Long.MIN_VALUE;
        marked = Long.MIN_VALUE;
        lateCounter = JobMetrics.counter(getMetricGroup(), JobMetrics.LATE);
        partialsCounter = JobMetrics.counter(getMetricGroup(), JobMetrics.PARTIALS);
        JobMetrics.eventTime(getMetricGroup(), () -> reached);
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        var event = columns.point(element.getValue());
        latest = Math.max(latest, event.getLong(Columns.TIME));
        tables.add(event);
        if (tables.bytes() > budget) {
            handOver(Long.MAX_VALUE);
        }
    }

    private void handOver(long time) {
        tables.handOver(time, handOver);
        lateCounter.inc(tables.late() - lateCounter.getCount());
        partialsCounter.inc(tables.partials() - partialsCounter.getCount());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        handOver(mark.getTimestamp());
        if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
            reached = mark.getTimestamp();
        }
        super.processWatermark(mark);
    }

    /** A subtask that turns idle no longer holds the watermark back: nothing may stay behind. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            handOver(Long.MAX_VALUE);
        } else if (idleAdvance != null) {
            // The windows may have gone on with the clock, and what comes now be too late for some.
            long now = getProcessingTimeService().getCurrentProcessingTime();
            handOver(now - idleAdvance.toMillis());
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOver(Long.MAX_VALUE);
        if (latest > marked) {
            marked = latest;
            output.collect(new StreamRecord<>(Partials.mark(bucketKeys[0], latest + 1), latest));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        Observers.checkpointed(getMetricGroup(), context.getCheckpointId());
    }

    @Override
    public void endInput() {
        handOver(Long.MAX_VALUE);
    }

    private final class HandOver implements SliceTables.Output {
        private final StreamRecord<Partials> partialsRecord = new StreamRecord<>(null);

        @Override
        public void partials(Partials partials) {
            partials.bucket = bucketKeys[partials.bucket];
            output.collect(partialsRecord.replace(partials, partials.start));
        }

        @Override
        public void ledger(LedgerEntry entry) {
            output.collect(ledger, new StreamRecord<>(entry, entry.firstEnd()));
        }
    }
}
