package org.tallystick.window;

/**
 * Edges that are numbered.
 *
 * <p>{@link #at} never falls as the index grows. It may stand still, where a zone skipped a day;
 * {@link #index} is then the last of those that share the time.
 */
sealed interface Grid extends Edges permits FixedGrid, ClockGrid, DayGrid {

    /** The epoch ms of an edge. */
    long at(long index);

    /** The largest index whose edge is at or before {@code time}. */
    long index(long time);

    @Override
    default long atOrBefore(long time) {
        return at(index(time));
    }

    @Override
    default long after(long time) {
        return at(index(time) + 1);
    }
}
