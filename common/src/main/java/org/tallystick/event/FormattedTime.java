package org.tallystick.event;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Times in a form of their own: a pattern of {@link DateTimeFormatter}, with English names of
 * months and days. Without a time of day in it, a date alone.
 */
final class FormattedTime implements Serializable {
    /** Of no number in it could be taken for another. */
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2024, 11, 25, 22, 17, 43, 123_456_789, ZoneOffset.ofHours(1));

    /** What says which time of a day it is, each of no use without the hour. */
    private static final List<ChronoField> OF_DAY =
            List.of(
                    ChronoField.HOUR_OF_AMPM,
                    ChronoField.CLOCK_HOUR_OF_AMPM,
                    ChronoField.AMPM_OF_DAY,
                    ChronoField.MINUTE_OF_HOUR,
                    ChronoField.SECOND_OF_MINUTE,
                    ChronoField.NANO_OF_SECOND);

    /** The letter for zones by short or long names, outside quotes. */
    private static final Pattern ZONE_NAME = Pattern.compile("^(?:[^']|'[^']*')*?[zv]");

    private final String pattern;
    private transient DateTimeFormatter formatter;

    FormattedTime(String pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws IllegalArgumentException where the pattern says no date or half a time; the message
     *     is one line
     */
    void check() {
        try {
            check(read(formatter().format(SAMPLE)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no form of a time: %s".formatted(pattern, e.getMessage()), e);
        }
        if (ZONE_NAME.matcher(pattern).find()) {
            throw new IllegalArgumentException(
                    "'%s' has names of zones, of which some mean several: VV is Europe/Berlin, xxx +01:00, and 'GMT' in quotes only itself"
                            .formatted(pattern));
        }
    }

    private void check(WrittenTime sample) {
        if (!sample.local().toLocalDate().equals(SAMPLE.toLocalDate())) {
            throw new DateTimeException("it takes one date for another");
        }
        if (!sample.dateAlone() && sample.local().getHour() != SAMPLE.getHour()) {
            throw new DateTimeException("it takes one time of a day for another");
        }
    }

    private DateTimeFormatter formatter() {
        if (formatter == null) {
            formatter =
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(pattern)
                            .parseDefaulting(ChronoField.ERA, 1)
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT);
        }
        return formatter;
    }

    /**
     * What a text says.
     *
     * @throws DateTimeException where it is not of the form; the message begins with "it"
     */
    WrittenTime read(String text) {
        var parsed = parse(text);
        var date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException(
                    "it says no date, with a year (yyyy), a month (MM), a day (dd)");
        }
        var zone = parsed.query(TemporalQueries.zone());
        return new WrittenTime(
                local(date, parsed),
                false,
                false,
                isDateAlone(parsed),
                zone instanceof ZoneOffset offset
                        ? OptionalInt.of(offset.getTotalSeconds())
                        : OptionalInt.empty(),
                Optional.<ZoneId>ofNullable(zone).filter(it -> !(it instanceof ZoneOffset)));
    }

    private TemporalAccessor parse(String text) {
        try {
            return formatter().parse(text);
        } catch (DateTimeException e) {
            throw new DateTimeException("it is not of the form " + pattern);
        }
    }

    private static LocalDateTime local(LocalDate date, TemporalAccessor parsed) {
        var time = parsed.query(TemporalQueries.localTime());
        return time == null ? date.atStartOfDay() : date.atTime(time);
    }

    private static boolean isDateAlone(TemporalAccessor parsed) {
        boolean alone = parsed.query(TemporalQueries.localTime()) == null;
        if (alone && OF_DAY.stream().anyMatch(parsed::isSupported)) {
            throw new DateTimeException(
                    "it leaves the hour of the day open: HH is 00 to 23, hh needs a");
        }
        return alone;
    }
}
