package org.tallystick.engine.assemble;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.Tally;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;

/**
 * Which windows of a metric are not published, since they began before all of it was seen, and what
 * has come for them and is not in the ledger yet.
 *
 * <p>An event is counted when it comes, not when its window fires: so it is counted once, however
 * often a window would have been revised, and nothing has to be kept between a firing and the next.
 */
final class UnpublishedWindows {

    /** Windows of one kind. */
    private record Run(Window window, EndRun ends) {

        /** Windows are made once for a metric, and their own hash is dear. */
        @Override
        public int hashCode() {
            return ends.hashCode() * 31 + System.identityHashCode(window);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Run run && ends.equals(run.ends) && window == run.window;
        }
    }

    private final MetricContinuation metric;
    private final Map<Run, Tally> counts = new HashMap<>();

    UnpublishedWindows(MetricContinuation metric) {
        this.metric = metric;
    }

    /** Windows of the kind are not published if they start before this time, epoch ms. */
    long since(Window window) {
        return metric.since(window.text());
    }

    /** The last end of any that is not published, epoch ms; {@link Long#MIN_VALUE} if all are. */
    long lastEnd(AlignedWindow window) {
        long since = since(window);
        return since == Long.MIN_VALUE ? since : window.lastEnd(since - 1);
    }

    /** Counts events that have come for such windows. */
    void count(Window window, EndRun ends, Tally events) {
        counts.merge(new Run(window, ends), events, Tally::plus);
    }

    /** Hands over what was counted, as entries of the ledger. */
    void handOver(Assembler.Output output) {
        counts.forEach(
                (run, events) ->
                        output.ledger(
                                new LedgerEntry(
                                        metric.definition().name(),
                                        run.window().text(),
                                        run.ends().first(),
                                        run.ends().last(),
                                        LedgerEntry.PARTIAL,
                                        events.events(),
                                        events.fingerprint())));
        counts.clear();
    }
}
