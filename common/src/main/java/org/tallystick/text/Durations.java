package org.tallystick.text;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 15 min}, {@code 1 h 30 min}, {@code -500ms}, {@code
 * PT15M}.
 *
 * <p>A day is 24 hours here and a week seven such days; they become calendar days only in a window
 * that names a time zone.
 */
public final class Durations {
    private static final String EXAMPLES = "write for example 15 min, 1 h 30 min, 1 d or PT15M";

    /** Longer texts are refused unread, so that none is too much for the patterns. */
    private static final int LONGEST = 200;

    private static final Pattern PART = Pattern.compile("\\s*(\\d+)\\s*(\\p{Alpha}+)");
    private static final Pattern WHOLE =
            Pattern.compile("-?(\\s*\\d+\\s*\\p{Alpha}+)+", Pattern.DOTALL);

    private static final Unit WEEK = new Unit(604_800_000, List.of("w", "week", "weeks"));

    /** Longest first; the first name of each is the one {@link #text} writes. */
    private static final List<Unit> UNITS =
            List.of(
                    WEEK,
                    new Unit(86_400_000, List.of("d", "day", "days")),
                    new Unit(3_600_000, List.of("h", "hr", "hrs", "hour", "hours")),
                    new Unit(60_000, List.of("min", "m", "mins", "minute", "minutes")),
                    new Unit(1_000, List.of("s", "sec", "secs", "second", "seconds")),
                    new Unit(1, List.of("ms", "millis", "millisecond", "milliseconds")));

    private static final String ISO_COUNT = "[-+]?[0-9]+";

    private record Unit(long millis, List<String> names) {

        /** An amount of it, or nothing. */
        String pattern() {
            var anyCase = names.stream().map(PortablePatterns::inAnyCase);
            return "(?:%1$s*[0-9]+%1$s*(?:%2$s))?"
                    .formatted(PortablePatterns.BLANK, anyCase.collect(joining("|")));
        }
    }

    private Durations() {}

    /**
     * Reads a duration: whole numbers with units from large to small (weeks to milliseconds, short
     * or long, singular or plural), or ISO-8601.
     *
     * @throws IllegalArgumentException in one line that says what is accepted
     */
    public static Duration parse(String text) {
        var trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            throw new IllegalArgumentException("no duration is that long a text: " + EXAMPLES);
        }
        try {
            return isIso(trimmed) ? iso(trimmed) : units(trimmed);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long a duration", e);
        }
    }

    /**
     * A regular expression, of Java and ECMAScript alike. Of the texts that have a digit it is
     * found in exactly those that {@link #parse} reads; only what is too long, the text or the
     * duration, it does not see.
     */
    public static String pattern() {
        var units = UNITS.stream().map(Unit::pattern).collect(joining());
        return PortablePatterns.stripped("-?" + units + "|" + isoPattern());
    }

    private static String isoPattern() {
        var hours = ISO_COUNT + "[hH]";
        var minutes = ISO_COUNT + "[mM]";
        var seconds = ISO_COUNT + "(?:[.,][0-9]{0,3}0{0,6})?[sS]";
        return "[-+]?[pP](?:%1$s[dD])?(?:[tT](?:%2$s(?:%3$s)?(?:%4$s)?|%3$s(?:%4$s)?|%4$s))?"
                .formatted(ISO_COUNT, hours, minutes, seconds);
    }

    /** The duration in its one normal form, which {@link #parse} reads: {@code 1 h 30 min}. */
    public static String text(Duration duration) {
        return text(duration.toMillis());
    }

    /** As {@link #text(Duration)}, of milliseconds. Weeks are written only where they are whole. */
    public static String text(long millis) {
        if (millis == 0) {
            return "0 s";
        }
        if (millis < 0) {
            return "-" + text(Math.negateExact(millis));
        }
        if (millis % WEEK.millis == 0) {
            return part(millis, WEEK);
        }
        return compound(millis);
    }

    private static String compound(long millis) {
        var parts = new ArrayList<String>();
        long rest = millis;
        for (var unit : UNITS.subList(1, UNITS.size())) {
            if (rest >= unit.millis) {
                parts.add(part(rest, unit));
            }
            rest %= unit.millis;
        }
        return String.join(" ", parts);
    }

    private static String part(long millis, Unit unit) {
        return millis / unit.millis + " " + unit.names.get(0);
    }

    private static boolean isIso(String text) {
        return text.matches("[-+]?[Pp].*");
    }

    private static Duration iso(String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(refusal(text, EXAMPLES), e);
        }
        var millis = Duration.ofMillis(duration.toMillis());
        if (!millis.equals(duration)) {
            throw new IllegalArgumentException(refusal(text, "it is finer than a millisecond"));
        }
        return millis;
    }

    private static Duration units(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(refusal(text, EXAMPLES));
        }
        boolean negative = text.startsWith("-");
        var parts = PART.matcher(negative ? text.substring(1) : text).results().toList();
        long millis = 0;
        long smallest = Long.MAX_VALUE;
        for (var part : parts) {
            var unit = unit(text, part);
            if (unit.millis >= smallest) {
                throw new IllegalArgumentException(
                        refusal(text, "units go from large to small, each once"));
            }
            smallest = unit.millis;
            long count = new BigInteger(part.group(1)).longValueExact();
            millis = Math.addExact(millis, Math.multiplyExact(count, unit.millis));
        }
        return Duration.ofMillis(negative ? -millis : millis);
    }

    private static Unit unit(String text, MatchResult part) {
        var name = part.group(2).toLowerCase(Locale.ROOT);
        return UNITS.stream()
                .filter(unit -> unit.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknownUnit(text, part.group(2))));
    }

    private static String unknownUnit(String text, String name) {
        var known = UNITS.stream().flatMap(unit -> unit.names.stream()).toList();
        return refusal(
                text,
                "unknown unit '" + name + "'" + Spelling.suggestion(name, known) + "; " + EXAMPLES);
    }

    private static String refusal(String text, String reason) {
        return "'" + text + "' is no duration: " + reason;
    }
}
