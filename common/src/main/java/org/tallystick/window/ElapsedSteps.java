package org.tallystick.window;

/**
 * Edges at every start of a day and then every {@code step} of elapsed time until the next, so that
 * the last step of a day that is not 24 hours long may be short.
 *
 * @param days the starts of the days
 * @param step ms, positive
 */
record ElapsedSteps(Grid days, long step) implements Edges {

    @Override
    public long atOrBefore(long time) {
        long start = days.atOrBefore(time);
        return time - (time - start) % step;
    }

    @Override
    public long after(long time) {
        return Math.min(Math.addExact(atOrBefore(time), step), days.after(time));
    }
}
