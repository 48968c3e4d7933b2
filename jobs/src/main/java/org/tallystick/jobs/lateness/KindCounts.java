package org.tallystick.jobs.lateness;

import java.io.Serializable;
import org.tallystick.engine.EndRun;

/** How late the events of a metric came for one kind of its windows. */
final class KindCounts implements Serializable {
    private final String metric;
    private final String window;
    private final Allowances allowances;
    private final CountsByAllowance events;
    private final CountsByAllowance pairs;
    private long furthest = Long.MIN_VALUE;

    KindCounts(String metric, String window, Allowances allowances) {
        this.metric = metric;
        this.window = window;
        this.allowances = allowances;
        events = new CountsByAllowance(allowances);
        pairs = new CountsByAllowance(allowances);
    }

    /** Counts an event that came first in its partition: there was no clock yet. */
    void add(WindowEnds ends, long time) {
        events.add(0, 1);
        pairs.add(0, ends.count(ends.passed(time, Long.MAX_VALUE)));
    }

    /**
     * Counts an event.
     *
     * @param clock of its partition when it came, epoch ms
     * @return how many allowances make it late for one of the windows, from the shortest
     */
    int add(WindowEnds ends, long time, long clock) {
        var all = ends.passed(time, Long.MAX_VALUE);
        long past = clock - all.first();
        int late = allowances.upTo(past);
        events.add(late, 1);
        furthest = Math.max(furthest, past);
        long missed = 0;
        long last = all.first();
        // The shorter the allowance, the more windows it leaves without the event.
        for (int i = late - 1; i >= 0; i--) {
            var run = ends.passed(time, clock - allowances.at(i));
            long more = ends.count(new EndRun(last, run.last())) - (missed == 0 ? 0 : 1);
            pairs.add(i + 1, more);
            missed += more;
            last = run.last();
        }
        pairs.add(0, ends.count(all) - missed);
        return late;
    }

    void merge(KindCounts other) {
        events.merge(other.events);
        pairs.merge(other.pairs);
        furthest = Math.max(furthest, other.furthest);
    }

    LatenessReport.Kind report() {
        return new LatenessReport.Kind(
                metric,
                window,
                new LatenessReport.Late(events.total(), events.uncovered()),
                new LatenessReport.Late(pairs.total(), pairs.uncovered()),
                Math.max(0, furthest));
    }
}
