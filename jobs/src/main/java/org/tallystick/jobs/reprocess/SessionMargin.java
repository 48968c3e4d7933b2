package org.tallystick.jobs.reprocess;

import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.window.SessionWindow;

/**
 * How far beyond a range sessions are read. How long a session is, only the data tell: so a run
 * counts the sessions that it could not see whole, and is repeated with a wider margin until there
 * are none.
 */
final class SessionMargin {
    private static final int GAPS = 4;
    private static final int FACTOR = 8;

    /** About 270 years: on the first try that is wider, the whole archive is read. */
    private static final long EVERYTHING = 1L << 43;

    private SessionMargin() {}

    /** The margin to begin with, ms: four of the longest gaps; 0 where there are no sessions. */
    static long first(List<BoundMetric> metrics) {
        return GAPS
                * metrics.stream()
                        .flatMap(metric -> metric.windows().stream())
                        .filter(SessionWindow.class::isInstance)
                        .mapToLong(window -> ((SessionWindow) window).gapMillis())
                        .max()
                        .orElse(0);
    }

    /** The margin to try after one that was too narrow, ms. */
    static long wider(long margin) {
        return Math.min(FACTOR * margin, EVERYTHING);
    }
}
