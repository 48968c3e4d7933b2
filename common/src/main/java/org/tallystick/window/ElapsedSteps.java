package org.tallystick.window;

/**
 * Edges at every start of a period and then every {@code step} of elapsed time until the next, so
 * that the last step of a period in which the clock was shifted may be short.
 *
 * @param periods where periods begin: days, or what else a zone's clock cuts time into
 * @param step ms, positive
 */
record ElapsedSteps(Grid periods, long step) implements Edges {

    @Override
    public long atOrBefore(long time) {
        long start = periods.atOrBefore(time);
        return time - (time - start) % step;
    }

    @Override
    public long after(long time) {
        return Math.min(Math.addExact(atOrBefore(time), step), periods.after(time));
    }
}
