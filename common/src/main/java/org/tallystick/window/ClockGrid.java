package org.tallystick.window;

/**
 * An edge whenever the clock of a zone comes to a whole number of periods.
 *
 * <p>Where the clock is put forward or back, the period that is open takes up the difference. Put
 * forward by less than is left of it, the period is so much shorter. Put forward by more, it ends
 * there and the next one is shorter by the rest. Put back, it is so much longer. Whole periods of a
 * shift do not count: windows of 20 min take 10 min of half an hour, windows of 1 h nothing of a
 * whole hour. Away from shifts every period is exactly one.
 *
 * <p>In other words: the edge of an index is the first instant at which a {@link PeriodClock} reads
 * at least {@code anchor + index * period}.
 *
 * @param clock whose period it is
 * @param anchor the local time of index 0, ms since 1970-01-01T00:00 local time
 * @param most the furthest that the clock is ever ahead of UTC, ms
 */
record ClockGrid(PeriodClock clock, long anchor, long most) implements Grid {

    static ClockGrid of(PeriodClock clock, long anchor) {
        return new ClockGrid(clock, Math.floorMod(anchor, clock.period()), clock.most());
    }

    /** In ms. */
    long period() {
        return clock.period();
    }

    @Override
    public long at(long index) {
        long reading = Math.addExact(anchor, Math.multiplyExact(index, period()));
        long from = Math.subtractExact(reading, most);
        while (true) {
            long reached = Math.max(from, reading - clock.ahead(from));
            var shift = clock.shiftAfter(from);
            if (shift.isEmpty() || reached < shift.getAsLong()) {
                return reached;
            }
            from = shift.getAsLong();
        }
    }

    /** The furthest that the clock has come, as it may have been put back since. */
    @Override
    public long index(long time) {
        long furthest = Math.addExact(time, clock.ahead(time));
        var shift = clock.shiftUpTo(time);
        while (shift.isPresent() && shift.getAsLong() + most > furthest) {
            long before = shift.getAsLong() - 1;
            furthest = Math.max(furthest, before + clock.ahead(before));
            shift = clock.shiftUpTo(before);
        }
        return Math.floorDiv(Math.subtractExact(furthest, anchor), period());
    }
}
