package org.tallystick.window;

/**
 * A window whose edges are the same for every key: tumbling, sliding or cumulative.
 *
 * <p>The edges (all starts and ends) cut time into slices; every window is a union of whole slices.
 * An end belongs to exactly one window. All times are epoch ms; negative ones are as good as any.
 */
public non-sealed interface AlignedWindow extends Window {

    /** The last edge at or before {@code time}. */
    long edgeAtOrBefore(long time);

    /** The first edge after {@code time}. */
    long edgeAfter(long time);

    /** The end of the first window that contains {@code time}. */
    long firstEnd(long time);

    /** The end of the last window that contains {@code time}. */
    long lastEnd(long time);

    /** The first window end after the window end {@code end}. */
    long nextEnd(long end);

    /** How many windows end from the window end {@code first} to the window end {@code last}. */
    default long ends(long first, long last) {
        long ends = 1;
        for (long end = first; end < last; end = nextEnd(end)) {
            ends++;
        }
        return ends;
    }

    /** How many windows an event is in at most; about, where a zone's clock is shifted. */
    default long windowsOfAnEvent() {
        long begin = start(firstEnd(0));
        long first = firstEnd(begin);
        return (lastEnd(begin) - first) / (nextEnd(first) - first) + 1;
    }

    /** The start of the window that ends at {@code end}, which must be a window end. */
    long start(long end);
}
