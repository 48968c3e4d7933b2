package org.tallystick.event;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one text of ISO 8601, from left to right.
 *
 * <p>A date is a calendar date, a week date or an ordinal date, with hyphens or without. A time has
 * hours, mostly minutes, mostly seconds, with colons or without, the last of which may have
 * decimals behind a point or a comma; 24:00 is the end of a day. Between both there is a T, in
 * small letters too, or a space, as RFC 3339 allows. Behind them is Z, an offset of hours or of
 * hours and minutes, or nothing. A zone in brackets, as RFC 9557 has it, may follow an offset.
 */
final class IsoText {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int DECIMALS = 9;

    private final String text;
    private int at;

    /** Of the day, with decimals, in a leap second of that before it. */
    private long nanos;

    private boolean finer;
    private boolean leap;

    private IsoText(String text) {
        this.text = text;
    }

    /**
     * What a text says.
     *
     * @throws DateTimeException where it is no date and no date-time; the message begins with "it"
     */
    static WrittenTime read(String text) {
        try {
            return new IsoText(text).all();
        } catch (Unreadable e) {
            throw new DateTimeException("it is no date-time of ISO 8601");
        }
    }

    /**
     * A date alone.
     *
     * @throws DateTimeException where it is none
     */
    static LocalDate date(String text) {
        var written = read(text);
        if (!written.dateAlone()) {
            throw new DateTimeException("it is more than a date");
        }
        return written.local().toLocalDate();
    }

    /** Not of the form; where and why is of no use to anyone. */
    private static final class Unreadable extends RuntimeException {
        Unreadable() {
            super(null, null, false, false);
        }
    }

    private WrittenTime all() {
        var date = date();
        if (at == text.length()) {
            return WrittenTime.of(date);
        }
        require(skip('T') || skip('t') || skip(' '));
        time();
        var offset = offset();
        if (offset.isPresent() && skip('[')) {
            at = text.indexOf(']', at) + 1;
        }
        require(at == text.length() && at > 0);
        return new WrittenTime(local(date), finer, leap, false, offset, Optional.empty());
    }

    private LocalDateTime local(LocalDate date) {
        boolean next = nanos == LocalTime.MAX.toNanoOfDay() + 1;
        return next
                ? date.plusDays(1).atTime(LocalTime.MIDNIGHT)
                : date.atTime(LocalTime.ofNanoOfDay(nanos));
    }

    private LocalDate date() {
        int year = number(4);
        boolean hyphens = skip('-');
        if (skip('W')) {
            int week = number(2);
            require(!hyphens || skip('-'));
            return ofWeek(year, week, number(1));
        }
        int digits = digits();
        if (digits == 3) {
            return LocalDate.ofYearDay(year, number(3));
        }
        require(digits == (hyphens ? 2 : 4));
        int month = number(2);
        require(!hyphens || skip('-'));
        return LocalDate.of(year, month, number(2));
    }

    private static LocalDate ofWeek(int year, int week, int day) {
        var fourth = LocalDate.of(year, 1, 4); // in the first week, by definition
        IsoFields.WEEK_OF_WEEK_BASED_YEAR
                .rangeRefinedBy(fourth)
                .checkValidValue(week, IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return fourth.plusWeeks(week - 1L).with(DayOfWeek.of(day));
    }

    private void time() {
        int hour = number(2);
        long unit = 3600;
        int minute = 0;
        int second = 0;
        boolean colons = skip(':');
        if (colons || digits() > 0) {
            minute = number(2);
            unit = 60;
            if (colons ? skip(':') : digits() > 0) {
                second = number(2);
                unit = 1;
            }
        }
        nanos = ((hour * 60L + minute) * 60 + second) * SECOND_NANOS + decimals(unit);
        boolean end = hour == 24 && nanos == 24 * 3600 * SECOND_NANOS && !finer;
        require((hour < 24 || end) && minute < 60 && second <= 60);
        if (second == 60) {
            leap = true;
            nanos -= SECOND_NANOS;
        }
    }

    /** The nanoseconds behind a point or a comma. */
    private long decimals(long unitSeconds) {
        if (!skip('.') && !skip(',')) {
            return 0;
        }
        int count = digits();
        require(count > 0);
        int known = Math.min(count, DECIMALS);
        long fraction = number(known);
        for (int i = known; i < DECIMALS; i++) {
            fraction *= 10;
        }
        for (int i = known; i < count; i++) {
            finer |= text.charAt(at++) != '0';
        }
        return fraction * unitSeconds;
    }

    private OptionalInt offset() {
        if (at == text.length()) {
            return OptionalInt.empty();
        }
        if (skip('Z') || skip('z')) {
            return OptionalInt.of(0);
        }
        int sign = skip('+') ? 1 : -1;
        require(sign > 0 || skip('-') || skip('\u2212'));
        int hours = number(2);
        int minutes = skip(':') || digits() > 0 ? number(2) : 0;
        require(hours < 24 && minutes < 60);
        return OptionalInt.of(sign * (hours * 60 + minutes) * 60);
    }

    private boolean skip(char mark) {
        boolean there = at < text.length() && text.charAt(at) == mark;
        at += there ? 1 : 0;
        return there;
    }

    /** How many digits follow. */
    private int digits() {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end - at;
    }

    /** A number of exactly so many digits, or more to follow. */
    private int number(int digits) {
        require(digits() >= digits);
        int number = Integer.parseInt(text, at, at + digits, 10);
        at += digits;
        return number;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static void require(boolean isRight) {
        if (!isRight) {
            throw new Unreadable();
        }
    }
}
