package org.tallystick.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * ISO-8601 date-times as time since the epoch.
 *
 * <p>With an offset or {@code Z}, or without: then UTC.
 */
public final class IsoTime {
    /** {@code 2001-01-01T00:03:00}, the part that is always there. */
    private static final int SECONDS = 19;

    private static final long DAY = 86_400_000;

    private IsoTime() {}

    /**
     * Epoch ms of a text in UTF-8; what is finer is cut towards the past.
     *
     * @throws DateTimeException where it is no date-time
     */
    static long millis(byte[] text) {
        return isPlain(text) ? plain(text) : any(text);
    }

    /**
     * Epoch microseconds of a text; what is finer is cut towards the past.
     *
     * @throws DateTimeException where it is no date-time
     */
    public static long micros(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (isPlain(utf8)) {
            return Math.multiplyExact(plain(utf8), 1000);
        }
        Instant instant = instant(utf8);
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1000);
    }

    /** Whether it is {@code yyyy-mm-ddThh:mm:ss} with Z and up to three decimals, or without. */
    private static boolean isPlain(byte[] text) {
        if (text.length < SECONDS || text.length > SECONDS + 5) {
            return false;
        }
        for (int i = 0; i < SECONDS; i++) {
            int mark = "0000-00-00T00:00:00".charAt(i);
            if (mark == '0' ? !isDigit(text[i]) : text[i] != mark) {
                return false;
            }
        }
        return isPlainEnd(text);
    }

    private static boolean isPlainEnd(byte[] text) {
        int end = text[text.length - 1] == 'Z' ? text.length - 1 : text.length;
        if (end == SECONDS) {
            return true;
        }
        for (int i = SECONDS + 1; i < end; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
        }
        return text[SECONDS] == '.' && end > SECONDS + 1 && end <= SECONDS + 4;
    }

    private static long plain(byte[] text) {
        int year = two(text, 0) * 100 + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        if (month < 1
                || month > 12
                || day < 1
                || day > 28
                || hour > 23
                || minute > 59
                || second > 59) {
            return any(text); // rare or wrong: the calendar's business
        }
        long seconds = (hour * 60L + minute) * 60 + second;
        return daysOf(year, month, day) * DAY + seconds * 1000 + decimals(text);
    }

    /** Days since 1970-01-01, counting years from March so that the leap day is their last. */
    private static long daysOf(int year, int month, int day) {
        int shifted = month > 2 ? year : year - 1;
        int era = Math.floorDiv(shifted, 400);
        int ofEra = shifted - era * 400;
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    private static int decimals(byte[] text) {
        int millis = 0;
        int unit = 100;
        for (int i = SECONDS + 1; i < text.length && text[i] != 'Z'; i++, unit /= 10) {
            millis += (text[i] - '0') * unit;
        }
        return millis;
    }

    private static int two(byte[] text, int at) {
        return (text[at] - '0') * 10 + text[at + 1] - '0';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static long any(byte[] text) {
        return instant(text).toEpochMilli();
    }

    private static Instant instant(byte[] text) {
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        new String(text, StandardCharsets.UTF_8),
                        OffsetDateTime::from,
                        LocalDateTime::from);
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : Instant.from(parsed);
    }
}
