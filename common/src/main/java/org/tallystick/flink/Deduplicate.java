package org.tallystick.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.Events;

/**
 * Drops events whose identity was accepted with an event time no further away than the horizon, and
 * counts them; keyed by identity.
 *
 * <p>The first of them to come is kept: with repeats in one partition, as a producer that sends
 * again makes them, that is the one with the smallest offset, whatever the timing. A repeat is no
 * longer looked for when the clock of its partition, less the out-of-orderness, has passed the
 * first one's event time by the horizon: that, too, does not depend on timing. The watermark never
 * runs ahead of such a clock, so what it makes this forget is no longer asked for.
 *
 * <p>State of an identity: itself, its {@link AcceptedTimes} with 8 bytes each, and one timer.
 */
final class Deduplicate extends KeyedProcessFunction<String, RowData, RowData> {
    private final EventLayout layout;
    private final AcceptedTimes times;
    private final OutputTag<RowData> duplicates;

    private transient ValueState<long[]> state;
    private transient Counter counter;

    /**
     * @param events with a deduplication horizon
     */
    Deduplicate(EventLayout layout, Events events, OutputTag<RowData> duplicates) {
        this.layout = layout;
        this.times = AcceptedTimes.of(events);
        this.duplicates = duplicates;
    }

    @Override
    public void open(OpenContext context) {
        var type = PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO;
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("accepted-times", type));
        counter = JobMetrics.counter(getRuntimeContext().getMetricGroup(), JobMetrics.DUPLICATES);
    }

    @Override
    public void processElement(RowData event, Context context, Collector<RowData> out)
            throws Exception {
        long time = event.getLong(layout.time());
        long[] accepted = accepted();
        if (times.isRepeat(accepted, time, layout.clock(event))) {
            counter.inc();
            context.output(duplicates, event);
            return;
        }
        keep(AcceptedTimes.with(accepted, time), context.timerService());
        out.collect(event);
    }

    /** Takes note of an event that an earlier run accepted; the state is at its identity. */
    void remember(RowData event, TimerService timers) {
        try {
            keep(AcceptedTimes.with(accepted(), event.getLong(layout.time())), timers);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of what was accepted cannot be written", e);
        }
    }

    private long[] accepted() throws IOException {
        long[] accepted = state.value();
        return accepted == null ? AcceptedTimes.NONE : accepted;
    }

    /** With a timer for the first time to go; it sees to the one after it. */
    private void keep(long[] accepted, TimerService timers) throws IOException {
        state.update(accepted);
        timers.registerEventTimeTimer(times.firstExpiry(accepted));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RowData> out)
            throws Exception {
        long[] left = times.after(accepted(), time);
        if (left.length == 0) {
            state.clear();
        } else {
            keep(left, context.timerService());
        }
    }
}
