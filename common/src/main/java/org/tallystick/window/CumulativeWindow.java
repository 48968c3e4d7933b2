package org.tallystick.window;

/**
 * Windows that all begin with their period and end at its steps, the last of them with the period.
 *
 * @param periods where periods begin
 * @param steps where windows end; every edge of {@code periods} is one
 */
record CumulativeWindow(Grid periods, Edges steps, String text) implements AlignedWindow {

    @Override
    public long edgeAtOrBefore(long time) {
        return steps.atOrBefore(time);
    }

    @Override
    public long edgeAfter(long time) {
        return steps.after(time);
    }

    @Override
    public long firstEnd(long time) {
        return steps.after(time);
    }

    @Override
    public long lastEnd(long time) {
        return periods.after(time);
    }

    @Override
    public long nextEnd(long end) {
        return steps.after(end);
    }

    @Override
    public long start(long end) {
        return periods.atOrBefore(end - 1);
    }
}
