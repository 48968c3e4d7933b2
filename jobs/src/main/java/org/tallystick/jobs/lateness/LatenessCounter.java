package org.tallystick.jobs.lateness;

import java.util.List;
import java.util.OptionalLong;
import org.tallystick.aggregate.Columns;
import org.tallystick.engine.BoundMetric;

/** Counts how late projected events are for the windows of the metrics that count them. */
final class LatenessCounter {
    private final List<BoundMetric> metrics;
    private final LatenessCounts counts;
    private final WindowEnds[] ends;

    /**
     * @param counts of the same metrics
     */
    LatenessCounter(List<BoundMetric> metrics, LatenessCounts counts) {
        this.metrics = metrics;
        this.counts = counts;
        ends =
                metrics.stream()
                        .flatMap(metric -> metric.windows().stream())
                        .map(WindowEnds::of)
                        .toArray(WindowEnds[]::new);
    }

    void add(Columns event) {
        long time = event.getLong(Columns.TIME);
        var clock = clock(event);
        int late = 0;
        int kind = 0;
        for (BoundMetric metric : metrics) {
            int next = kind + metric.windows().size();
            if (metric.counts(event)) {
                for (int i = kind; i < next; i++) {
                    late = Math.max(late, add(i, time, clock));
                }
            }
            kind = next;
        }
        counts.add(time, clock, late);
    }

    private static OptionalLong clock(Columns event) {
        return event.isNull(Columns.PARTITION_TIME)
                ? OptionalLong.empty()
                : OptionalLong.of(event.getLong(Columns.PARTITION_TIME));
    }

    private int add(int kind, long time, OptionalLong clock) {
        if (clock.isPresent()) {
            return counts.kind(kind).add(ends[kind], time, clock.getAsLong());
        }
        counts.kind(kind).add(ends[kind], time);
        return 0;
    }
}
