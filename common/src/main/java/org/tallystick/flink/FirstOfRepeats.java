package org.tallystick.flink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;

/**
 * {@link Deduplicate} over archived events of which runs that did not look for repeats have written
 * some: it keeps those that a live run would have kept, had they come to it in the order in which
 * they were taken in; keyed by identity, in BATCH execution.
 *
 * <p>Or over events that are to be archived, beside those that are, which have a mark as {@link
 * EventLayout#markReadAgain} makes it: the archived came first.
 *
 * <p>It holds the events of one identity at a time.
 */
final class FirstOfRepeats extends KeyedProcessFunction<String, RowData, RowData> {
    private final EventLayout layout;
    private final AcceptedTimes times;
    private final OutputTag<RowData> repeats;

    private transient ListState<RowData> events;

    /**
     * @param repeats where those go that are repeats, unless they are marked
     */
    FirstOfRepeats(EventLayout layout, AcceptedTimes times, OutputTag<RowData> repeats) {
        this.layout = layout;
        this.times = times;
        this.repeats = repeats;
    }

    @Override
    public void open(OpenContext context) {
        var type = InternalTypeInfo.of(layout.rowType());
        events = getRuntimeContext().getListState(new ListStateDescriptor<>("events", type));
    }

    @Override
    public void processElement(RowData event, Context context, Collector<RowData> out)
            throws Exception {
        events.add(event);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RowData> out)
            throws Exception {
        long[] accepted = AcceptedTimes.NONE;
        for (var event : asTheyCame()) {
            long eventTime = event.getLong(layout.time());
            if (!times.isRepeat(accepted, eventTime, clock(event))) {
                accepted = AcceptedTimes.with(accepted, eventTime);
                out.collect(event);
            } else if (!EventLayout.isReadAgain(event)) {
                context.output(repeats, event);
            }
        }
        events.clear();
    }

    /** What came after all others is held against every one of them, however long ago. */
    private Long clock(RowData event) {
        var clock = layout.clock(event);
        return clock == null || clock == Lateness.AFTER_ALL ? null : clock;
    }

    private List<RowData> asTheyCame() throws Exception {
        var sorted = new ArrayList<RowData>();
        events.get().forEach(sorted::add);
        sorted.sort(
                Comparator.<RowData, Boolean>comparing(event -> !EventLayout.isReadAgain(event))
                        .thenComparingLong(event -> event.getLong(layout.ingestedAt()))
                        .thenComparing(event -> event.getString(layout.topic()))
                        .thenComparingInt(event -> event.getInt(layout.partition()))
                        .thenComparingLong(event -> event.getLong(layout.offset())));
        return sorted;
    }
}
