package org.tallystick.window;

/**
 * A window of {@code slides} slides that ends at every edge of a grid; tumbling if it is one.
 *
 * @param grid the edges, one slide apart
 * @param slides the window's size in slides, positive
 */
record SlidingWindow(Grid grid, long slides, String text) implements AlignedWindow {

    @Override
    public long edgeAtOrBefore(long time) {
        return grid.atOrBefore(time);
    }

    @Override
    public long edgeAfter(long time) {
        return grid.after(time);
    }

    @Override
    public long firstEnd(long time) {
        return grid.after(time);
    }

    @Override
    public long lastEnd(long time) {
        return grid.at(grid.index(time) + slides);
    }

    @Override
    public long nextEnd(long end) {
        return grid.after(end);
    }

    /**
     * Where edges are all equally far apart, there may be very many, and none need be looked at.
     */
    @Override
    public long ends(long first, long last) {
        return grid instanceof FixedGrid fixed
                ? (last - first) / fixed.period() + 1
                : AlignedWindow.super.ends(first, last);
    }

    /** The index is taken before the end, as a skipped day gives two of them the same edge. */
    @Override
    public long start(long end) {
        return grid.at(grid.index(end - 1) + 1 - slides);
    }
}
