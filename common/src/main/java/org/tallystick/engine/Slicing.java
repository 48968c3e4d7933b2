package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;

/**
 * The slices of a metric: event time cut at every edge of its aligned windows, so that each window
 * is a union of whole slices. Times are epoch ms.
 */
public final class Slicing implements Serializable {
    private final AlignedWindow[] windows;

    public Slicing(List<Window> windows) {
        this.windows =
                windows.stream()
                        .filter(AlignedWindow.class::isInstance)
                        .map(AlignedWindow.class::cast)
                        .toArray(AlignedWindow[]::new);
    }

    /** The aligned windows, in the metric's order; none for a metric of sessions alone. */
    public AlignedWindow[] windows() {
        return windows;
    }

    /** Start of the slice that contains {@code time}. */
    public long start(long time) {
        long start = Long.MIN_VALUE;
        for (AlignedWindow window : windows) {
            start = Math.max(start, window.edgeAtOrBefore(time));
        }
        return start;
    }

    /** End of the slice that contains {@code time}: the first edge after it. */
    public long end(long time) {
        long end = Long.MAX_VALUE;
        for (AlignedWindow window : windows) {
            end = Math.min(end, window.edgeAfter(time));
        }
        return end;
    }

    /** End of the last window that contains {@code time}. */
    public long lastEnd(long time) {
        long end = Long.MIN_VALUE;
        for (AlignedWindow window : windows) {
            end = Math.max(end, window.lastEnd(time));
        }
        return end;
    }
}
