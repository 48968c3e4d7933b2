package org.tallystick.engine;

import org.tallystick.window.AlignedWindow;

/**
 * The last answers of one kind of window: late events ask the same again and again, and with time
 * zones window arithmetic is dear. Not thread-safe.
 */
public final class KindEdges {
    private final AlignedWindow window;

    /* The edges around the last time asked for. */
    private long edge;
    private long nextEdge = Long.MIN_VALUE;

    /* The first and last end of the windows that all times in this stretch lie in. */
    private long start;
    private long firstEnd = Long.MIN_VALUE;
    private long lastEnd;

    public KindEdges(AlignedWindow window) {
        this.window = window;
    }

    public AlignedWindow window() {
        return window;
    }

    /** The ends at {@code passed} or before of the windows that {@code time} lies in. */
    public EndRun passed(long time, long passed) {
        if (time < start || time >= firstEnd) {
            start = window.edgeAtOrBefore(time);
            firstEnd = window.firstEnd(time);
            lastEnd = window.lastEnd(time);
        }
        if (passed < firstEnd) {
            return EndRun.NONE;
        }
        return new EndRun(firstEnd, passed >= lastEnd ? lastEnd : edgeAtOrBefore(passed));
    }

    private long edgeAtOrBefore(long time) {
        edgeAfter(time);
        return edge;
    }

    /** The first edge after {@code time}. */
    public long edgeAfter(long time) {
        if (time < edge || time >= nextEdge) {
            edge = window.edgeAtOrBefore(time);
            nextEdge = window.edgeAfter(time);
        }
        return nextEdge;
    }
}
