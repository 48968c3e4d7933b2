package org.tallystick.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.Events;

/**
 * Drops events whose identity was seen with an event time no further away than the horizon, and
 * counts them; keyed by identity.
 *
 * <p>The first of them to come is kept: with repeats in one partition, as a producer that sends
 * again makes them, that is the one with the smallest offset, whatever the timing. A repeat is no
 * longer looked for when the clock of its partition, less the out-of-orderness, has passed the
 * first one's event time by the horizon: that, too, does not depend on timing. The watermark never
 * runs ahead of such a clock, so what it makes this forget is no longer asked for.
 */
final class Deduplicate extends KeyedProcessFunction<String, RowData, RowData> {
    private final EventLayout layout;
    private final long horizonMillis;
    private final long outOfOrderness;
    private final OutputTag<LedgerEntry> duplicates;

    private transient ValueState<Long> seen;
    private transient Counter counter;

    /**
     * @param events with a deduplication horizon
     */
    Deduplicate(EventLayout layout, Events events, OutputTag<LedgerEntry> duplicates) {
        this.layout = layout;
        this.horizonMillis = events.deduplicate().orElseThrow().toMillis();
        this.outOfOrderness = events.outOfOrderness().toMillis();
        this.duplicates = duplicates;
    }

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
        counter = JobMetrics.counter(getRuntimeContext().getMetricGroup(), JobMetrics.DUPLICATES);
    }

    @Override
    public void processElement(RowData event, Context context, Collector<RowData> out)
            throws Exception {
        long time = event.getLong(layout.time());
        Long before = seen.value();
        if (before != null && isRepeat(event, time, before)) {
            counter.inc();
            context.output(duplicates, entry(time, event.getLong(layout.identity())));
            return;
        }
        if (before == null || time > before) {
            seen.update(time);
            context.timerService().registerEventTimeTimer(time + horizonMillis);
        }
        out.collect(event);
    }

    private boolean isRepeat(RowData event, long time, long before) {
        boolean remembered =
                event.isNullAt(layout.partitionTime())
                        || event.getLong(layout.partitionTime()) - outOfOrderness
                                <= before + horizonMillis;
        return remembered && Math.abs(time - before) <= horizonMillis;
    }

    private static LedgerEntry entry(long time, long identity) {
        return new LedgerEntry("", "", time, time, LedgerEntry.DUPLICATE, 1, identity);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RowData> out)
            throws Exception {
        Long last = seen.value();
        if (last != null && last + horizonMillis <= time) {
            seen.clear();
        }
    }
}
