package org.tallystick.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.text.Durations;

/** Every zone of the time zone database, around every shift of its clock since 1970. */
class ZonesOfTheWorldTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = DAY / 24;
    private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final List<String> TUMBLING =
            List.of("1 h", "20 min", "7 min", "90 min", "6 h", "36 h", "7 h offset 15 min");

    private static final List<String> ALIGNED =
            List.of(
                    "sliding 1 h every 20 min",
                    "sliding 36 h every 90 min",
                    "cumulative 1 h every 10 min",
                    "cumulative 6 h every 45 min offset 50 min",
                    "tumbling 1 d",
                    "sliding 1 w every 1 d offset 30 min",
                    "cumulative 1 d every 1 h");

    /** One of all zones that have the same rules. */
    static Stream<String> zones() {
        var nameByRules = new HashMap<ZoneRules, String>();
        allZones().forEach(zone -> nameByRules.putIfAbsent(ZoneId.of(zone).getRules(), zone));
        return nameByRules.values().stream().sorted();
    }

    private static Stream<String> allZones() {
        return ZoneId.getAvailableZoneIds().stream().sorted();
    }

    @Test
    void everyWindowIsAcceptedInEveryZone() {
        var sizes = TUMBLING.stream().map(size -> "tumbling " + size);
        var windows = Stream.concat(sizes, ALIGNED.stream()).toList();
        allZones()
                .forEach(
                        zone -> {
                            for (String text : windows) {
                                var window = parse(text, zone);
                                assertThat(Windows.parse(window.text())).isEqualTo(window);
                            }
                        });
    }

    @ParameterizedTest(name = "{0}, seed 1")
    @MethodSource("zones")
    void theOpenWindowTakesUpAShift(String zone) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        var rules = ZoneId.of(zone).getRules();
        for (String size : TUMBLING) {
            var window = parse("tumbling " + size, zone);
            for (long shift : some(shifts(rules), rules, random)) {
                var expected = edges(rules, size, shift);
                assertThat(edges(window, expected.first(), expected.last()))
                        .as("%s at %s", window.text(), Instant.ofEpochMilli(shift))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed 1")
    @MethodSource("zones")
    void allWindowsKeepTheLawsOfEdges(String zone) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        var rules = ZoneId.of(zone).getRules();
        for (String text : ALIGNED) {
            var window = parse(text, zone);
            for (long shift : some(shifts(rules), rules, random)) {
                for (long time : times(window, shift, random)) {
                    checkEdges(window, time);
                    checkWindows(window, time);
                }
            }
        }
    }

    private static AlignedWindow parse(String text, String zone) {
        return (AlignedWindow) Windows.parse(text + " in " + zone);
    }

    /** The epoch itself, and all shifts after it. */
    private static List<Long> shifts(ZoneRules rules) {
        var shifts = new ArrayList<Long>();
        shifts.add(0L);
        var shift = rules.nextTransition(Instant.EPOCH);
        while (shift != null && shift.getInstant().isBefore(LAST)) {
            shifts.add(shift.getInstant().toEpochMilli());
            shift = rules.nextTransition(shift.getInstant());
        }
        return shifts;
    }

    /** One in thirty, and all that stand out: the epoch, and those not of a whole hour. */
    private static List<Long> some(List<Long> shifts, ZoneRules rules, RandomGenerator random) {
        return shifts.stream()
                .filter(shift -> shift == 0 || !isOfHours(rules, shift) || random.nextInt(30) == 0)
                .toList();
    }

    private static boolean isOfHours(ZoneRules rules, long shift) {
        return (offset(rules, shift) - offset(rules, shift - 1)) % HOUR == 0;
    }

    /** The edges around a shift, counted down from one before it that no shift has to do with. */
    private static NavigableSet<Long> edges(ZoneRules rules, String text, long shift) {
        long size = millis(text.replaceFirst(" offset.*", ""));
        long offset = text.contains("offset") ? millis(text.replaceFirst(".*offset ", "")) : 0;
        long time = undisturbed(rules, size, offset, shift);
        long left = size;
        var edges = new TreeSet<>(List.of(time));
        while (time < shift + 3 * size) {
            long next = nextShift(rules, time);
            long passed = Math.min(left, next - time);
            time += passed;
            left -= passed;
            if (time == next) {
                long by = offset(rules, time) - offset(rules, time - 1);
                left -= by % size;
            }
            if (left <= 0) {
                edges.add(time);
                left += size;
            }
        }
        return edges;
    }

    private static long millis(String duration) {
        return Durations.parse(duration).toMillis();
    }

    /** The last edge more than a window before the shift with no other shift just before it. */
    private static long undisturbed(ZoneRules rules, long size, long offset, long shift) {
        long time = shift - size;
        while (true) {
            time -= Math.floorMod(time + offset(rules, time) - offset, size);
            if (nextShift(rules, time - size - 1) > time && time <= shift - size) {
                return time;
            }
            time--;
        }
    }

    /** Those after 1970 alone count. */
    private static long nextShift(ZoneRules rules, long time) {
        var shift = rules.nextTransition(Instant.ofEpochMilli(Math.max(0, time)));
        return (shift == null ? NEVER : shift.getInstant()).toEpochMilli();
    }

    private static long offset(ZoneRules rules, long time) {
        var at = Instant.ofEpochMilli(Math.max(0, time));
        return rules.getOffset(at).getTotalSeconds() * 1000L;
    }

    private static NavigableSet<Long> edges(AlignedWindow window, long first, long last) {
        var edges = new TreeSet<>(List.of(window.edgeAtOrBefore(first)));
        while (edges.last() < last) {
            edges.add(window.nextEnd(edges.last()));
        }
        return edges;
    }

    private static List<Long> times(AlignedWindow window, long shift, RandomGenerator random) {
        var times = new ArrayList<Long>();
        long before = window.edgeAtOrBefore(shift);
        for (long time : List.of(before, shift, window.edgeAfter(before))) {
            times.addAll(List.of(time - 1, time, time + 1));
        }
        for (int i = 0; i < 3; i++) {
            times.add(shift + random.nextLong(-2 * DAY, 2 * DAY));
        }
        return times;
    }

    private static void checkEdges(AlignedWindow window, long time) {
        long start = window.edgeAtOrBefore(time);
        long end = window.edgeAfter(time);

        assertThat(start).as(window.text()).isLessThanOrEqualTo(time);
        assertThat(end).as(window.text()).isGreaterThan(time);
        assertThat(window.edgeAfter(start)).as(window.text()).isEqualTo(end);
        assertThat(window.edgeAfter(end - 1)).as(window.text()).isEqualTo(end);
        assertThat(window.edgeAtOrBefore(end - 1)).as(window.text()).isEqualTo(start);
        assertThat(window.edgeAtOrBefore(end)).as(window.text()).isEqualTo(end);
    }

    /** They hold the time, are made of whole slices, and of two the later begins no earlier. */
    private static void checkWindows(AlignedWindow window, long time) {
        var startByEnd = new TreeMap<Long, Long>();
        long last = window.lastEnd(time);
        for (long end = window.firstEnd(time); end <= last; end = window.nextEnd(end)) {
            startByEnd.put(end, window.start(end));
        }
        assertThat(startByEnd).as("%s at %d", window.text(), time).isNotEmpty();
        assertThat(startByEnd.lastKey()).isEqualTo(last);
        assertThat(startByEnd.firstKey()).isGreaterThan(time);
        assertThat(List.copyOf(startByEnd.values())).isSorted().allMatch(start -> start <= time);
        assertThat(window.start(window.nextEnd(last))).isGreaterThan(time);
        startByEnd.forEach(
                (end, start) -> {
                    assertThat(window.edgeAtOrBefore(start)).isEqualTo(start);
                    assertThat(window.edgeAtOrBefore(end)).isEqualTo(end);
                });
    }
}
