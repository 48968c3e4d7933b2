package org.tallystick.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That generated events hold what they are meant to try. */
class EventGeneratorTest {
    private static final EventGenerator.Timing TIMING =
            new EventGenerator.Timing(-50_000, 100_000, 10, 100, 200, 500);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void clocksAreTheLargestTimeSoFar(long seed) {
        for (List<OracleEvent> partition : events(seed)) {
            var clock = OptionalLong.empty();
            for (int offset = 0; offset < partition.size(); offset++) {
                var event = partition.get(offset);
                assertThat(event.offset()).isEqualTo(offset);
                assertThat(event.clock()).isEqualTo(clock);
                clock = OptionalLong.of(Math.max(event.time(), clock.orElse(event.time())));
            }
        }
    }

    @Test
    void oneSeedMakesTheSameEventsAndAnotherDoesNot() {
        assertThat(events(1)).isEqualTo(events(1)).isNotEqualTo(events(2));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyTroubleOccurs(long seed) {
        var events = EventGenerator.flat(events(seed));

        assertThat(events).hasSize(3000);
        assertThat(events).anyMatch(event -> event.time() < 0).anyMatch(event -> event.time() > 0);
        assertThat(events).anyMatch(event -> event.key() == null);
        assertThat(events).anyMatch(event -> event.longValue() == null);
        assertThat(events).anyMatch(event -> event.doubleValue() == null);
        assertThat(events).anyMatch(event -> event.text() == null);
        assertThat(events.stream().map(OracleEvent::identity).distinct().count())
                .isBetween(2800L, 2990L);
        assertThat(share(events, event -> "key-0".equals(event.key()))).isBetween(0.3, 0.5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void someEventsAreLateAndSomeJustNot(long seed) {
        var events = EventGenerator.flat(events(seed));
        var window = new OracleWindow.Tumbling("t", 50, 0);
        var oracle = new Oracle(List.of(window), Lateness.of(100, 200));

        long late = oracle.judge(events).late().values().stream().mapToLong(List::size).sum();

        assertThat(late).isBetween(100L, 600L);
        assertThat(events).anyMatch(event -> beyondLimit(event, window) == 0);
        assertThat(events).anyMatch(event -> beyondLimit(event, window) == -10);
    }

    @Test
    void someEventsOfAKeyAreExactlyOnePauseApart() {
        var verdict =
                new Oracle(List.of(new OracleWindow.Session("g", 500)), Lateness.NOTHING_LATE)
                        .judge(EventGenerator.flat(events(1)));

        var pauses = new HashSet<Long>();
        verdict.cells().values().forEach(session -> pauses.addAll(pauses(session)));

        assertThat(verdict.cells()).hasSizeGreaterThan(100);
        assertThat(pauses).contains(500L, 490L);
    }

    private static List<List<OracleEvent>> events(long seed) {
        return new EventGenerator(3000, 3, 20, TIMING, EventGenerator.Doubles.ANY).generate(seed);
    }

    private static double share(List<OracleEvent> events, Predicate<OracleEvent> which) {
        return (double) events.stream().filter(which).count() / events.size();
    }

    /** How far the event's clock is past the point from which it is late; very little if none. */
    private static long beyondLimit(OracleEvent event, OracleWindow.Tumbling window) {
        long end = window.spansOf(event.time()).get(0).end();
        return event.clock().orElse(-1_000_000) - 100 - 200 - end;
    }

    private static List<Long> pauses(List<OracleEvent> session) {
        var pauses = new ArrayList<Long>();
        for (int i = 1; i < session.size(); i++) {
            pauses.add(session.get(i).time() - session.get(i - 1).time());
        }
        return pauses;
    }
}
