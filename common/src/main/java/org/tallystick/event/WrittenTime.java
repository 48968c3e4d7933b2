package org.tallystick.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.table.data.TimestampData;

/**
 * What a text says of a time.
 *
 * @param local date and time of day, in a leap second that before it
 * @param finer whether something beyond nanoseconds was written, which is left out here
 * @param leap whether it is in a leap second
 * @param dateAlone whether no time of day was written
 * @param offset seconds east of Greenwich, where that was written
 * @param zone the zone, where that was written without an offset
 */
record WrittenTime(
        LocalDateTime local,
        boolean finer,
        boolean leap,
        boolean dateAlone,
        OptionalInt offset,
        Optional<ZoneId> zone) {

    /** A date alone. */
    static WrittenTime of(LocalDate date) {
        return new WrittenTime(
                date.atTime(LocalTime.MIDNIGHT),
                false,
                false,
                true,
                OptionalInt.empty(),
                Optional.empty());
    }

    /**
     * The instant.
     *
     * @param locals which instant it is, where neither offset nor zone is written
     * @throws DateTimeException where it is none
     */
    Moment moment(LocalTimes locals) {
        var rules = zone.map(written -> new LocalTimes(written, locals.overlap())).orElse(locals);
        long second =
                offset.isPresent()
                        ? local.toEpochSecond(ZoneOffset.UTC) - offset.getAsInt()
                        : dateAlone ? rules.second(local.toLocalDate()) : rules.second(local);
        return new Moment(
                leap ? afterLeap(second) : second, local.get(ChronoField.NANO_OF_SECOND), finer);
    }

    /**
     * The same as a value of a column that holds what a clock shows.
     *
     * @throws DateTimeException where it says more than that, or what the column cannot hold
     */
    TimestampData wall(int precision) {
        if (offset.isPresent() || zone.isPresent()) {
            throw new DateTimeException("it has an offset, which a local time has not");
        }
        return moment(LocalTimes.UTC).timestamp(precision);
    }

    /**
     * Counting seconds since 1970 leaves leap seconds out: one has the number of the second after
     * it. There were some at the end of June and of December, in UTC.
     */
    private static long afterLeap(long before) {
        var next = LocalDateTime.ofEpochSecond(before + 1, 0, ZoneOffset.UTC);
        boolean begins = next.getDayOfMonth() == 1 && next.toLocalTime().equals(LocalTime.MIDNIGHT);
        if (!begins || (next.getMonth() != Month.JANUARY && next.getMonth() != Month.JULY)) {
            throw new DateTimeException("no leap second was then");
        }
        return before + 1;
    }
}
