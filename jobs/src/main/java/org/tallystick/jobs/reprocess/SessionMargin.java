package org.tallystick.jobs.reprocess;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.window.SessionWindow;

/**
 * How far beyond a range sessions are read. How long a session is, only the data tell: so for those
 * that were not seen whole, more is read, and in the end everything.
 */
final class SessionMargin {
    private static final int[] GAPS = {4, 32, 256};

    /** About 270 years: wide enough for any archive. */
    private static final long EVERYTHING = 1L << 43;

    private SessionMargin() {}

    /** The widest of {@link #all}. */
    static long last(List<BoundMetric> metrics) {
        var margins = all(metrics);
        return margins.get(margins.size() - 1);
    }

    /** The margins to try, in their order, ms; only 0 where there are no sessions. */
    static List<Long> all(List<BoundMetric> metrics) {
        long gap =
                metrics.stream()
                        .flatMap(metric -> metric.windows().stream())
                        .filter(SessionWindow.class::isInstance)
                        .mapToLong(window -> ((SessionWindow) window).gapMillis())
                        .max()
                        .orElse(0);
        if (gap == 0) {
            return List.of(0L);
        }
        var margins = new ArrayList<Long>();
        for (int gaps : GAPS) {
            margins.add(gaps * gap);
        }
        margins.add(EVERYTHING);
        return margins;
    }
}
