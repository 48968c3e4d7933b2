package org.tallystick.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.text.Durations;

/** Windows against a list of all windows around a time, written down from the definition. */
class AlignedWindowTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final List<String> ZONES =
            List.of(
                    "America/New_York",
                    "Europe/Berlin",
                    "Australia/Lord_Howe",
                    "America/Sao_Paulo",
                    "America/St_Johns",
                    "Pacific/Apia");
    private static final List<Integer> DAYS = List.of(1, 2, 3, 6, 7, 14);

    /**
     * A window's text, and all windows [start, end) by end that lie around {@code time}.
     *
     * @param reach ms around {@code time} within which none is missing
     */
    private record Case(
            String text,
            NavigableMap<Long, Long> startByEnd,
            NavigableSet<Long> edges,
            long time,
            long reach) {

        static Case of(String text, NavigableMap<Long, Long> startByEnd, long time, long reach) {
            var edges = new TreeSet<>(startByEnd.keySet());
            edges.addAll(startByEnd.values());
            return new Case(text, startByEnd, edges, time, reach);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fixedWindowsAreTheOnesOfTheDefinition(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

        check(fixed(random), random);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsOfAZoneAreTheOnesOfTheDefinition(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

        check(calendar(random), random);
    }

    private static void check(Case expected, RandomGenerator random) {
        var window = (AlignedWindow) Windows.parse(expected.text);
        assertThat(window).isEqualTo(Windows.parse(window.text()));
        for (long time : times(expected, random)) {
            checkEdges(window, expected, time);
            checkWindowsOf(window, expected, time);
        }
    }

    private static void checkWindowsOf(AlignedWindow window, Case expected, long time) {
        var containing = new TreeMap<>(expected.startByEnd.tailMap(time, false));
        containing.values().removeIf(start -> start > time);

        assertThat(windowsOf(window, time))
                .as("%s at %d", expected.text, time)
                .isEqualTo(containing);
        assertThat(window.ends(window.firstEnd(time), window.lastEnd(time)))
                .as("%s at %d", expected.text, time)
                .isEqualTo(containing.size());
        assertThat(windowsOf(window, window.edgeAtOrBefore(time)))
                .as("%s: one slice, one set of windows", expected.text)
                .isEqualTo(containing);
    }

    private static Map<Long, Long> windowsOf(AlignedWindow window, long time) {
        var windows = new TreeMap<Long, Long>();
        long last = window.lastEnd(time);
        for (long end = window.firstEnd(time); end <= last; end = window.nextEnd(end)) {
            windows.put(end, window.start(end));
        }
        return windows;
    }

    private static void checkEdges(AlignedWindow window, Case expected, long time) {
        long start = window.edgeAtOrBefore(time);
        long end = window.edgeAfter(time);

        assertThat(start).isLessThanOrEqualTo(time);
        assertThat(end).isGreaterThan(time);
        assertThat(window.edgeAfter(start)).isEqualTo(end);
        assertThat(window.edgeAtOrBefore(end - 1)).isEqualTo(start);
        assertThat(window.edgeAtOrBefore(end)).isEqualTo(end);
        assertThat(expected.edges.subSet(start + 1, end)).as(expected.text).isEmpty();
    }

    /** Times anywhere, and on, just before and just behind edges. */
    private static List<Long> times(Case expected, RandomGenerator random) {
        var times = new ArrayList<Long>();
        long from = expected.time - expected.reach;
        long to = expected.time + expected.reach;
        times.add(expected.time);
        for (int i = 0; i < 10; i++) {
            times.add(random.nextLong(from, to));
        }
        for (long edge : expected.edges.subSet(from, to)) {
            if (random.nextInt(10) == 0) {
                times.addAll(List.of(edge - 1, edge, edge + 1));
            }
        }
        return times;
    }

    private static Case fixed(RandomGenerator random) {
        long step = random.nextLong(1, 50);
        long count = random.nextLong(1, 8);
        long size = step * count;
        long offset = random.nextLong(-200, 200);
        long time = random.nextLong(-10_000, 10_000);
        boolean cumulative = random.nextBoolean();
        var windows = new TreeMap<Long, Long>();
        for (long i = -20_000; i <= 20_000; i++) {
            long end = i * step + offset;
            if (Math.abs(end - time) < 1_000) {
                long into = cumulative ? Math.floorMod(i - 1, count) + 1 : count;
                windows.put(end, end - into * step);
            }
        }
        var text = text(cumulative, size, step, offset, "");
        return Case.of(text, windows, time, 400);
    }

    private static Case calendar(RandomGenerator random) {
        var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        int step = DAYS.get(random.nextInt(DAYS.size()));
        int count = random.nextInt(1, 4);
        var clock =
                random.nextBoolean() ? LocalTime.MIDNIGHT : LocalTime.of(random.nextInt(24), 30);
        long time = nearTransition(zone, random);
        var day = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
        return switch (random.nextInt(3)) {
            case 0 -> sliding(zone, step, count, clock, day, time);
            case 1 -> cumulative(zone, step, count, clock, day, time);
            default -> hourly(zone, random.nextInt(1, 4), clock, day, time);
        };
    }

    private static long nearTransition(ZoneId zone, RandomGenerator random) {
        var transitions = zone.getRules().getTransitions();
        var transition = transitions.get(random.nextInt(2, transitions.size())).getInstant();
        long reach = random.nextBoolean() ? DAY / 24 : 3 * DAY;
        return transition.toEpochMilli() + random.nextLong(-reach, reach);
    }

    private static Case sliding(
            ZoneId zone, int slide, int count, LocalTime clock, LocalDate day, long time) {
        int size = slide * count;
        var windows = new TreeMap<Long, Long>();
        for (long end = day.toEpochDay() - 90; end <= day.toEpochDay() + 90; end++) {
            if (onGrid(end, slide)) {
                windows.putIfAbsent(at(end, clock, zone), at(end - size, clock, zone));
            }
        }
        var text = text(false, size * DAY, slide * DAY, offset(clock), " in " + zone);
        return Case.of(text, windows, time, 3 * DAY);
    }

    private static Case cumulative(
            ZoneId zone, int step, int count, LocalTime clock, LocalDate day, long time) {
        int size = step * count;
        var windows = new TreeMap<Long, Long>();
        for (long start = day.toEpochDay() - 90; start <= day.toEpochDay() + 90; start++) {
            for (int i = 1; i <= count && onGrid(start, size); i++) {
                windows.put(at(start + (long) i * step, clock, zone), at(start, clock, zone));
            }
        }
        removeEmpty(windows);
        var text = text(true, size * DAY, step * DAY, offset(clock), " in " + zone);
        return Case.of(text, windows, time, 3 * DAY);
    }

    private static Case hourly(ZoneId zone, int days, LocalTime clock, LocalDate day, long time) {
        long step = 6 * 3_600_000;
        var windows = new TreeMap<Long, Long>();
        for (long start = day.toEpochDay() - 20; start <= day.toEpochDay() + 20; start++) {
            for (int i = 0; i < days && onGrid(start, days); i++) {
                long dayEnd = at(start + i + 1, clock, zone);
                for (long end = at(start + i, clock, zone) + step; end < dayEnd; end += step) {
                    windows.put(end, at(start, clock, zone));
                }
                windows.putIfAbsent(dayEnd, at(start, clock, zone));
            }
        }
        removeEmpty(windows);
        var text = text(true, days * DAY, step, offset(clock), " in " + zone);
        return Case.of(text, windows, time, 3 * DAY);
    }

    /** Days are counted from 1970-01-01, weeks from the Monday of that week. */
    private static boolean onGrid(long epochDay, int days) {
        return (days % 7 == 0 ? epochDay + 3 : epochDay) % days == 0;
    }

    private static void removeEmpty(Map<Long, Long> startByEnd) {
        startByEnd.entrySet().removeIf(window -> window.getKey().equals(window.getValue()));
    }

    private static long at(long epochDay, LocalTime clock, ZoneId zone) {
        return ZonedDateTime.of(LocalDate.ofEpochDay(epochDay), clock, zone)
                .toInstant()
                .toEpochMilli();
    }

    private static long offset(LocalTime clock) {
        return clock.toSecondOfDay() * 1000L;
    }

    private static String text(boolean cumulative, long size, long step, long offset, String in) {
        return (cumulative ? "cumulative " : "sliding ")
                + Durations.text(size)
                + " every "
                + Durations.text(step)
                + " offset "
                + Durations.text(offset)
                + in;
    }
}
