package org.tallystick.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The oracle against results worked out by hand. */
class OracleTest {
    private static final OracleWindow TUMBLING = new OracleWindow.Tumbling("t", 10, 0);
    private static final OracleWindow SLIDING = new OracleWindow.Sliding("s", 10, 5, 0);
    private static final OracleWindow CUMULATIVE = new OracleWindow.Cumulative("c", 9, 3, 0);
    private static final OracleWindow SESSION = new OracleWindow.Session("g", 10);

    @Test
    void aTumblingWindowHoldsItsStartButNotItsEnd() {
        assertThat(cells(TUMBLING, at(-1), at(0), at(9), at(10)))
                .containsExactly("[-10,0) a -1", "[0,10) a 0 9", "[10,20) a 10");
    }

    @Test
    void anOffsetMovesTheEdges() {
        var moved = new OracleWindow.Tumbling("t", 10, 3);

        assertThat(cells(moved, at(-8), at(-7), at(2), at(3)))
                .containsExactly("[-17,-7) a -8", "[-7,3) a -7 2", "[3,13) a 3");
    }

    @Test
    void slidingWindowsOverlap() {
        assertThat(cells(SLIDING, at(-1), at(4), at(5)))
                .containsExactly("[-10,0) a -1", "[-5,5) a -1 4", "[0,10) a 4 5", "[5,15) a 5");
    }

    @Test
    void cumulativeWindowsGrowUntilTheirSize() {
        assertThat(cells(CUMULATIVE, at(-1), at(0), at(2), at(3), at(8)))
                .containsExactly("[-9,0) a -1", "[0,3) a 0 2", "[0,6) a 0 2 3", "[0,9) a 0 2 3 8");
    }

    @Test
    void daysFollowTheClocksOfTheirZone() {
        var day = new OracleWindow.CalendarDay("d", ZoneId.of("America/New_York"));

        assertThat(day.spansOf(millis("2026-03-08T12:00:00Z")))
                .containsExactly(span("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"));
        assertThat(day.spansOf(millis("2026-11-01T04:00:00Z")))
                .containsExactly(span("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"));
        assertThat(day.spansOf(millis("2026-11-01T03:59:59Z")))
                .containsExactly(span("2026-10-31T04:00:00Z", "2026-11-01T04:00:00Z"));
    }

    @Test
    void aGrowingDayEndsAtMidnight() {
        var day = new OracleWindow.CumulativeDay("d", 12 * 3_600_000, ZoneId.of("Europe/Berlin"));

        assertThat(day.spansOf(millis("2026-10-25T10:00:00Z")))
                .containsExactly(
                        span("2026-10-24T22:00:00Z", "2026-10-25T22:00:00Z"),
                        span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
        assertThat(day.spansOf(millis("2026-03-29T21:00:00Z")))
                .containsExactly(span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
    }

    @Test
    void eventsExactlyOneGapApartShareASession() {
        assertThat(cells(SESSION, at(0), at(10), at(20))).containsExactly("[0,30) a 0 10 20");
    }

    @Test
    void eventsMoreThanOneGapApartDoNot() {
        assertThat(cells(SESSION, at(0), at(11))).containsExactly("[0,10) a 0", "[11,21) a 11");
    }

    @Test
    void anEventBetweenTwoSessionsJoinsThemInAnyOrder() {
        assertThat(cells(SESSION, at(18), at(0), at(9))).containsExactly("[0,28) a 0 9 18");
    }

    @Test
    void keysAreApartAndNullIsOne() {
        assertThat(cells(SESSION, keyed("b", 0), keyed(null, 5), keyed("b", 7)))
                .containsExactly("[0,17) b 0 7", "[5,15) null 5");
    }

    @Test
    void anEventIsLateOnceItsClockHasPassedTheEndByBothAllowances() {
        var lateness = Lateness.of(3, 4);

        assertThat(verdict(lateness, TUMBLING, at(5, 16)).late()).isEmpty();
        assertThat(verdict(lateness, TUMBLING, at(5, 17)).cells()).isEmpty();
        assertThat(verdict(lateness, TUMBLING, at(5, 17)).lateTallies())
                .containsExactly(Map.entry(new LateId("t", 0, 10), new Tally(1, 5)));
    }

    @Test
    void anEventWithoutAClockIsNeverLate() {
        assertThat(verdict(Lateness.of(0, 0), TUMBLING, at(5)).late()).isEmpty();
    }

    @Test
    void nothingIsLateInReprocessing() {
        assertThat(verdict(Lateness.NOTHING_LATE, SLIDING, at(5, 1_000_000)).late()).isEmpty();
    }

    @Test
    void anEventMayBeLateForSomeOfItsWindows() {
        var verdict = verdict(Lateness.of(0, 0), SLIDING, at(7, 10));

        assertThat(text(verdict)).containsExactly("[5,15) a 7");
        assertThat(verdict.lateTallies().keySet()).containsExactly(new LateId("s", 0, 10));
    }

    @Test
    void lateEventsOfAllKeysAreCountedTogether() {
        var late = verdict(Lateness.of(0, 0), TUMBLING, at(5, 10), keyedLate("b", 6, 11));

        assertThat(late.lateTallies())
                .containsExactly(Map.entry(new LateId("t", 0, 10), new Tally(2, 11)));
    }

    @Test
    void aSessionEventIsLateByItsOwnGapAlone() {
        var lateness = Lateness.of(3, 4);

        assertThat(text(verdict(lateness, SESSION, at(5, 21), at(14))))
                .containsExactly("[5,24) a 5 14");

        var verdict = verdict(lateness, SESSION, at(5, 22), at(14));

        assertThat(text(verdict)).containsExactly("[14,24) a 14");
        assertThat(verdict.lateTallies().keySet()).containsExactly(new LateId("g", 5, 15));
    }

    @Test
    void aLateEventDoesNotJoinSessions() {
        var verdict = verdict(Lateness.of(0, 0), SESSION, at(0), at(9, 19), at(18));

        assertThat(text(verdict)).containsExactly("[0,10) a 0", "[18,28) a 18");
    }

    private static Oracle.Verdict verdict(
            Lateness lateness, OracleWindow window, OracleEvent... events) {
        return new Oracle(List.of(window), lateness).judge(Arrays.asList(events));
    }

    private static List<String> cells(OracleWindow window, OracleEvent... events) {
        return text(verdict(Lateness.NOTHING_LATE, window, events));
    }

    /** Every cell as its window, its key and the times of its events. */
    private static List<String> text(Oracle.Verdict verdict) {
        var cells = new ArrayList<String>();
        verdict.cells()
                .forEach(
                        (id, events) ->
                                cells.add(
                                        "[%d,%d) %s".formatted(id.start(), id.end(), id.key())
                                                + times(events)));
        return cells;
    }

    private static String times(List<OracleEvent> events) {
        Stream<String> times = events.stream().map(event -> " " + event.time());
        return String.join("", times.toList());
    }

    private static OracleEvent at(long time) {
        return keyed("a", time);
    }

    private static OracleEvent at(long time, long clock) {
        return keyedLate("a", time, clock);
    }

    private static OracleEvent keyed(String key, long time) {
        return event(key, time, OptionalLong.empty());
    }

    private static OracleEvent keyedLate(String key, long time, long clock) {
        return event(key, time, OptionalLong.of(clock));
    }

    private static OracleEvent event(String key, long time, OptionalLong clock) {
        return new OracleEvent(0, 0, time, clock, key, null, null, null, time);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Span span(String start, String end) {
        return new Span(millis(start), millis(end));
    }
}
