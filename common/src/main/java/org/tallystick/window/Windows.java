package org.tallystick.window;

import java.time.Duration;
import org.tallystick.text.Durations;
import org.tallystick.text.PortablePatterns;

/**
 * Reads windows as one writes them in a pipeline file.
 *
 * <pre>
 * tumbling SIZE
 * sliding SIZE every SLIDE
 * cumulative SIZE every STEP
 * session GAP
 * </pre>
 *
 * <p>All but sessions may be followed by {@code offset DURATION} and then {@code in ZONE}. SLIDE
 * and STEP must divide SIZE.
 *
 * <p><b>Without a zone</b> windows are arithmetic on epoch milliseconds: a window of 1 d begins at
 * midnight UTC, one of 1 w on Thursdays, as 1970-01-01 was one.
 *
 * <p><b>In a zone</b>, sizes of whole days are calendar days: edges are at midnight of the local
 * clock, or at the offset's time of day, so that a window is 23 or 25 hours long where daylight
 * saving begins or ends. Whole weeks begin on Mondays, other sizes are counted from 1970-01-01. A
 * sliding window then needs a slide of whole days. A step of a cumulative window may be shorter: it
 * divides the day, steps are elapsed time that begins anew at each start of a day, and the day's
 * last step may be short.
 *
 * <p>Sizes that are not whole days follow the zone's clock, too: windows of 6 h begin at 00:00,
 * 06:00, 12:00 and 18:00 local time, and the one in which daylight saving begins or ends is 5 or 7
 * hours long. In general the window that is open when the clock is shifted takes up the difference,
 * less whole windows; {@link ClockGrid} says exactly how. A shift by whole windows, as of an hour
 * for windows of 1 h or 5 min, changes nothing. Where all shifts since 1970 are such, the windows
 * are those of a plain offset and are named so: {@code tumbling 1 h in Europe/Berlin} is {@code
 * tumbling 1 h}. Of sliding windows all this holds for the slide: a window of 6 h every 1 h is six
 * slides long. Steps of cumulative windows are elapsed time that begins anew with each window.
 *
 * <p>Two texts that mean the same window give windows with the same {@link Window#text}.
 */
public final class Windows {
    /** Longer windows are mistakes; and with them no arithmetic here comes near its limits. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Windows() {}

    /**
     * Reads one window.
     *
     * @throws IllegalArgumentException in one line that says what is wrong and what would do
     */
    public static Window parse(String text) {
        try {
            return window(WindowText.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text.strip() + "' is no window: " + e.getMessage(), e);
        }
    }

    /**
     * A regular expression, of Java and ECMAScript alike, that is found in every text that {@link
     * #parse} reads. It looks at the kind and at {@code every}, not at durations and zones.
     */
    public static String pattern() {
        return "^%1$s*(?:(?:session|tumbling)%2$s|(?:cumulative|sliding)%2$s[\\s\\S]*%2$severy%2$s)"
                .formatted(PortablePatterns.STRIPPED, PortablePatterns.BLANK);
    }

    private static Window window(WindowText text) {
        long size = positive("size", text.size());
        return switch (text.kind()) {
            case "session" -> session(text, size);
            case "tumbling" -> tumbling(text, size);
            case "sliding" -> aligned(text, size).sliding(every(text, size));
            case "cumulative" -> aligned(text, size).cumulative(every(text, size));
            default -> throw new IllegalStateException(text.kind());
        };
    }

    private static Window session(WindowText text, long gap) {
        if (!text.clauses().isEmpty()) {
            throw new IllegalArgumentException(
                    "sessions follow their events, they have a gap only, as in 'session 30 min'");
        }
        return new SessionWindow(gap, "session " + Durations.text(gap));
    }

    private static Window tumbling(WindowText text, long size) {
        if (text.clause("every").isPresent()) {
            throw new IllegalArgumentException(
                    "tumbling windows have no 'every', write '"
                            + WindowText.example("sliding")
                            + "'");
        }
        return aligned(text, size).sliding(size);
    }

    private static Alignment aligned(WindowText text, long size) {
        var zone = text.clause("in").map(Zones::parse);
        return new Alignment(size, offset(text), zone);
    }

    private static long offset(WindowText text) {
        return text.clause("offset").map(Windows::millis).orElse(0L);
    }

    private static long every(WindowText text, long size) {
        var name = text.kind().equals("sliding") ? "slide" : "step";
        var example = WindowText.example(text.kind());
        var every =
                text.clause("every")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the "
                                                        + name
                                                        + " is missing, write '"
                                                        + example
                                                        + "'"));
        long millis = positive(name, every);
        Divisors.check(name, millis, size);
        return millis;
    }

    private static long positive(String name, String text) {
        long millis = millis(text);
        if (millis <= 0) {
            throw new IllegalArgumentException(
                    "the " + name + " must be more than 0, not " + Durations.text(millis));
        }
        return millis;
    }

    private static long millis(String text) {
        var duration = Durations.parse(text);
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is longer than " + Durations.text(LONGEST));
        }
        return duration.toMillis();
    }
}
