package org.tallystick.engine;

import java.util.Comparator;
import org.tallystick.window.AlignedWindow;

/**
 * Neighbouring ends of one kind of window, from the first to the last; none where the last is
 * before the first. So what has to be said of many windows is said once.
 *
 * @param first epoch ms
 * @param last epoch ms
 */
public record EndRun(long first, long last) {
    /** By the first end. */
    public static final Comparator<EndRun> BY_FIRST = Comparator.comparingLong(EndRun::first);

    /** None at all. */
    public static final EndRun NONE = new EndRun(0, -1);

    /** The ends of all windows that a slice counts for. */
    public static EndRun of(AlignedWindow window, Slice slice) {
        long first = window.firstEnd(Math.max(slice.start(), slice.from() - 1));
        return new EndRun(first, window.lastEnd(slice.start()));
    }

    public boolean isEmpty() {
        return last < first;
    }

    /** Those of them at {@code time} or before. */
    public EndRun upTo(AlignedWindow window, long time) {
        if (time >= last) {
            return this;
        }
        return time < first ? NONE : new EndRun(first, window.edgeAtOrBefore(time));
    }

    /** Those of them after {@code time}. */
    public EndRun after(AlignedWindow window, long time) {
        if (time < first) {
            return this;
        }
        return time >= last ? NONE : new EndRun(window.firstEnd(time), last);
    }
}
