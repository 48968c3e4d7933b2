package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.tallystick.flink.JobMetrics;

/** Lets those events pass that were asked for, and counts them: files hold others, too. */
final class EventsInRange extends RichFilterFunction<RowData> {
    private final TimeRanges range;
    private final int time;

    private transient Counter events;

    /**
     * @param time the column of the event time
     */
    EventsInRange(TimeRanges range, int time) {
        this.range = range;
        this.time = time;
    }

    @Override
    public void open(OpenContext context) {
        events = JobMetrics.counter(getRuntimeContext().getMetricGroup(), JobMetrics.EVENTS);
    }

    @Override
    public boolean filter(RowData event) {
        boolean inside = range.contains(event.getLong(time));
        if (inside) {
            events.inc();
        }
        return inside;
    }
}
