package org.tallystick.pipeline;

import java.time.Duration;
import java.util.regex.Pattern;
import org.tallystick.text.ByteSizes;
import org.tallystick.text.Durations;

/** Durations and sizes within bounds that make sense. */
final class Limits {
    private static final Duration LONGEST = Events.LONGEST;
    private static final long LARGEST = 1L << 30;

    /** A day every second is within it; every further one is a cell for each event's key. */
    static final String WINDOWS_OF_AN_EVENT = "100_000";

    /** Of as many digits as a number may have. */
    private static final long LARGEST_COUNT = 999_999_999_999_999_999L;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9_]{0,17}");

    private Limits() {}

    static Duration notNegative(String text) {
        var duration = Durations.parse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is negative, it must be 0 s or more");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is longer than " + Durations.text(LONGEST));
        }
        return duration;
    }

    static Duration positive(String text) {
        var duration = notNegative(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("'" + text + "' must be more than 0 s");
        }
        return duration;
    }

    /** Which texts {@link #windowsOfAnEvent} takes. */
    static TextForm countForm() {
        return TextForm.of("count", "^" + NUMBER.pattern() + "$", "a positive number")
                .orNumber(1, LARGEST_COUNT);
    }

    /** Which texts {@link #bytes} takes. */
    static TextForm bytesForm() {
        return TextForm.of("size", ByteSizes.pattern(), "a size, such as 64 KiB, 1 MiB or 1000000")
                .and("[1-9]", "more than 0")
                .orNumber(1, LARGEST);
    }

    static long windowsOfAnEvent(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no positive number");
        }
        return Long.parseLong(text.replace("_", ""));
    }

    static long bytes(String text) {
        long bytes = ByteSizes.parse(text);
        if (bytes == 0 || bytes > LARGEST) {
            throw new IllegalArgumentException("'" + text + "' is not between 1 and 1 GiB");
        }
        return bytes;
    }
}
