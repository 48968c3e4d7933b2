package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;

/**
 * Whether an event is late for any window of any metric that might want it. {@link Lateness} is the
 * rule; this is for those who ask about events before they reach a metric.
 */
public final class Deadlines implements Serializable {
    private final Slicing slicing;
    private final long shortestGap;
    private final Lateness lateness;

    public Deadlines(List<BoundMetric> metrics, Lateness lateness) {
        List<Window> windows =
                metrics.stream().flatMap(metric -> metric.windows().stream()).distinct().toList();
        this.slicing = new Slicing(windows);
        this.shortestGap =
                windows.stream()
                        .filter(SessionWindow.class::isInstance)
                        .mapToLong(window -> ((SessionWindow) window).gapMillis())
                        .min()
                        .orElse(Long.MAX_VALUE);
        this.lateness = lateness;
    }

    /** How far behind a clock an event may be and be late for nothing, ms. */
    public long allowanceMillis() {
        return lateness.allowanceMillis();
    }

    /** How far behind a clock an event is expected, ms. */
    public long outOfOrdernessMillis() {
        return lateness.allowanceMillis() - lateness.allowedMillis();
    }

    /**
     * Whether an event is late for a window, of those that end after it: for the first.
     *
     * @param time its own, epoch ms
     * @param clock of its partition when it came, epoch ms
     */
    public boolean isMissed(long time, long clock) {
        long passed = clock - lateness.allowanceMillis();
        return !lateness.nothingIsLate()
                && passed > time
                && passed >= Math.min(slicing.end(time), sessionEnd(time));
    }

    private long sessionEnd(long time) {
        return shortestGap == Long.MAX_VALUE ? Long.MAX_VALUE : time + shortestGap;
    }
}
