package org.tallystick.oracle;

import static org.apache.flink.api.common.RuntimeExecutionMode.BATCH;
import static org.apache.flink.api.common.RuntimeExecutionMode.STREAMING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle and Flink SQL, which share nothing, come to the same cells. */
class SqlReferenceTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static final List<OracleWindow> ALIGNED =
            List.of(
                    new OracleWindow.Tumbling("tumbling", HOUR, 0),
                    new OracleWindow.Tumbling("tumbling with offset", HOUR, 10 * MINUTE),
                    new OracleWindow.Sliding("sliding", HOUR, 20 * MINUTE, 0),
                    new OracleWindow.Sliding("sliding with offset", HOUR, 20 * MINUTE, 500),
                    new OracleWindow.Cumulative("cumulative", 4 * HOUR, HOUR, 0),
                    new OracleWindow.Cumulative("cumulative offset", 4 * HOUR, HOUR, HOUR));
    private static final OracleWindow SESSION = new OracleWindow.Session("session", 10 * MINUTE);

    /** Double arithmetic that SQL does in steps may differ in the last bits. */
    private static final List<Measure> ROUNDED =
            List.of(
                    Measure.AVG_LONG,
                    Measure.VARIANCE_LONG,
                    Measure.STDDEV_LONG,
                    Measure.AVG_DOUBLE,
                    Measure.VARIANCE_DOUBLE,
                    Measure.STDDEV_DOUBLE);

    @Test
    void everyMeasureAgrees() {
        assertAgreement(STREAMING, SqlReference.ALL, ALIGNED.subList(0, 1), events(1, -DAY / 2));
    }

    @Test
    void allWindowsAgreeInStreaming() {
        var windows = new ArrayList<>(ALIGNED);
        windows.add(SESSION);
        assertAgreement(STREAMING, SqlReference.TALLY, windows, events(2, -DAY / 2));
    }

    @Test
    void alignedWindowsAgreeInBatch() {
        assertAgreement(BATCH, SqlReference.TALLY, ALIGNED, events(3, -DAY / 2));
    }

    @Test
    void sessionsHaveNoPlanInBatch() {
        var sql = new SqlReference(BATCH, SqlReference.TALLY);
        var events = events(4, 0);

        assertThatThrownBy(() -> sql.cells(List.of(SESSION), events))
                .rootCause()
                .hasMessageContaining("session are not supported in batch mode");
    }

    @ParameterizedTest(name = "from {0} for 4 days")
    @ValueSource(strings = {"2026-03-06T00:00:00Z", "2026-10-30T00:00:00Z"})
    void calendarDaysAgreeWhenClocksChange(String start) {
        var window = new OracleWindow.CalendarDay("day", ZoneId.of("America/New_York"));
        var events = events(5, Instant.parse(start).toEpochMilli());

        assertAgreement(STREAMING, SqlReference.TALLY, List.of(window), events);
    }

    private static List<OracleEvent> events(long seed, long start) {
        var timing =
                new EventGenerator.Timing(
                        start, 4 * DAY, MINUTE / 2, 5 * MINUTE, HOUR, 10 * MINUTE);
        var generator = new EventGenerator(2000, 3, 20, timing, EventGenerator.Doubles.WHOLE);
        return EventGenerator.flat(generator.generate(seed));
    }

    private static void assertAgreement(
            RuntimeExecutionMode mode,
            List<Measure> measures,
            List<OracleWindow> windows,
            List<OracleEvent> events) {
        var sql = new SqlReference(mode, measures);
        var oracle = new Oracle(windows, Lateness.NOTHING_LATE);

        var expected = sql.asCells(oracle.judge(events));
        var actual = sql.cells(windows, events);

        assertThat(expected.keySet()).hasSizeGreaterThan(windows.size());
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        assertRoundedAreClose(actual, expected);
        assertThat(actual).isEqualTo(expected);
    }

    /** Compares what may differ in the last bits, and takes it out. */
    private static void assertRoundedAreClose(
            SortedMap<CellId, Map<Measure, Object>> actual,
            SortedMap<CellId, Map<Measure, Object>> expected) {
        for (CellId id : expected.keySet()) {
            for (Measure measure : ROUNDED) {
                Object value = actual.get(id).remove(measure);
                Object exact = expected.get(id).remove(measure);
                assertClose(id + " " + measure, (Double) value, (Double) exact);
            }
        }
    }

    private static void assertClose(String what, Double value, Double exact) {
        if (exact == null) {
            assertThat(value).as(what).isNull();
        } else {
            assertThat(value).as(what).isCloseTo(exact, within(1e-9 * (1 + Math.abs(exact))));
        }
    }
}
