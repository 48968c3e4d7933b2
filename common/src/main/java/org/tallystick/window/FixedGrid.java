package org.tallystick.window;

/**
 * An edge every {@code period} ms.
 *
 * @param period ms, positive
 * @param offset the edge at or after the epoch, ms, in [0, period)
 */
record FixedGrid(long period, long offset) implements Grid {

    @Override
    public long at(long index) {
        return Math.addExact(Math.multiplyExact(index, period), offset);
    }

    @Override
    public long index(long time) {
        return Math.floorDiv(Math.subtractExact(time, offset), period);
    }
}
