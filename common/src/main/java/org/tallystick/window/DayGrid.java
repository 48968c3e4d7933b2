package org.tallystick.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * An edge every {@code period} calendar days, at one time of the local clock.
 *
 * <p>Where the clock skips that time, the edge is as much later as the clock is put forward; where
 * it passes it twice, the edge is the first. A day that the zone skipped altogether (Samoa,
 * 2011-12-30) has the edge of the day behind it.
 *
 * @param zone whose calendar
 * @param period days, positive
 * @param anchor the epoch day of index 0
 * @param clock the local time of the edges
 */
record DayGrid(ZoneId zone, long period, long anchor, LocalTime clock) implements Grid {

    @Override
    public long at(long index) {
        long day = Math.addExact(anchor, Math.multiplyExact(index, period));
        return ZonedDateTime.of(LocalDate.ofEpochDay(day), clock, zone).toInstant().toEpochMilli();
    }

    /** The local date is right but for the clock and the hours around a change of offset. */
    @Override
    public long index(long time) {
        long day = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone).toEpochDay();
        long index = Math.floorDiv(day - anchor, period);
        while (at(index) > time) {
            index--;
        }
        while (at(index + 1) <= time) {
            index++;
        }
        return index;
    }
}
