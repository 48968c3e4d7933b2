package org.tallystick.window;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.tallystick.text.Durations;

/**
 * Where the windows of one size begin, and so the windows themselves, given how they move.
 *
 * @param size ms, positive
 * @param offset ms, any
 * @param zone whose clock, if not that of UTC
 */
record Alignment(long size, long offset, Optional<ZoneId> zone) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long WEEK = 7 * DAY;

    /** 1969-12-29, the Monday of the week of the epoch. */
    private static final long MONDAY = -3;

    /** Windows that begin once a slide; tumbling where {@code slide} is the size. */
    AlignedWindow sliding(long slide) {
        if (isCalendar() && slide % DAY != 0) {
            throw new IllegalArgumentException(
                    ("days of a time zone slide by whole days, not by %s;"
                                    + " leave out 'in %s' for days of 24 h")
                            .formatted(Durations.text(slide), zone.orElseThrow()));
        }
        var grid = grid(slide);
        return new SlidingWindow(grid, size / slide, text("sliding", slide, grid));
    }

    /** Windows that grow by {@code step} up to the size. */
    AlignedWindow cumulative(long step) {
        if (step == size) {
            return sliding(size);
        }
        var periods = grid(size);
        var text = text("cumulative", step, periods);
        return new CumulativeWindow(periods, steps(step, periods), text);
    }

    private Edges steps(long step, Grid periods) {
        if (periods instanceof FixedGrid fixed) {
            return new FixedGrid(step, Math.floorMod(fixed.offset(), step));
        }
        return periods instanceof DayGrid days
                ? steps(step, days)
                : new ElapsedSteps(periods, step);
    }

    private static Edges steps(long step, DayGrid days) {
        if (step % DAY == 0) {
            return new DayGrid(days.zone(), step / DAY, days.anchor(), days.clock());
        }
        Divisors.check("step within a day of a time zone", step, DAY);
        return new ElapsedSteps(new DayGrid(days.zone(), 1, days.anchor(), days.clock()), step);
    }

    private boolean isCalendar() {
        return size % DAY == 0 && zone.isPresent() && !zone.get().getRules().isFixedOffset();
    }

    private Grid grid(long period) {
        return isCalendar() ? days(period) : clock(period);
    }

    private Grid days(long period) {
        long shift = Math.floorMod(offset, period);
        var clock = LocalTime.ofNanoOfDay(Duration.ofMillis(shift % DAY).toNanos());
        long anchor = monday(period) / DAY + shift / DAY;
        return new DayGrid(zone.orElseThrow(), period / DAY, anchor, clock);
    }

    /** Fixed where no shift of the zone's clock since 1970 moves edges a period apart. */
    private Grid clock(long period) {
        long anchor = offset + monday(period);
        if (zone.isEmpty()) {
            return new FixedGrid(period, Math.floorMod(anchor, period));
        }
        var clock = PeriodClock.of(zone.get().getRules(), period);
        return clock.isSteady()
                ? new FixedGrid(period, Math.floorMod(anchor - clock.most(), period))
                : ClockGrid.of(clock, anchor);
    }

    /** Weeks of a zone begin on Mondays; without a zone all is counted from the epoch. */
    private long monday(long period) {
        return zone.isPresent() && period % WEEK == 0 ? MONDAY * DAY : 0;
    }

    private String text(String kind, long every, Grid grid) {
        var text = new StringBuilder();
        if (every == size) {
            text.append("tumbling ").append(Durations.text(size));
        } else {
            text.append(kind).append(' ').append(Durations.text(size));
            text.append(" every ").append(Durations.text(every));
        }
        return text.append(tail(grid)).toString();
    }

    /** Offset and zone, where they make a difference. */
    private String tail(Grid grid) {
        if (grid instanceof FixedGrid fixed) {
            return offsetText(fixed.offset());
        }
        return offsetText(Math.floorMod(offset, period(grid))) + " in " + zone.orElseThrow();
    }

    private static long period(Grid grid) {
        return grid instanceof DayGrid days ? days.period() * DAY : ((ClockGrid) grid).period();
    }

    private static String offsetText(long offset) {
        return offset == 0 ? "" : " offset " + Durations.text(offset);
    }
}
