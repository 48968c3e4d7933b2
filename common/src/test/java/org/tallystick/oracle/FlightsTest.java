package org.tallystick.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final long MINUTE = 60_000;
    private static final List<OracleEvent> FLIGHTS = Flights.read(LongUnaryOperator.identity());

    @Test
    void aFlightIsAnEvent() {
        assertThat(FLIGHTS).hasSize(163_987);
        assertThat(FLIGHTS.get(0))
                .isEqualTo(
                        new OracleEvent(
                                0,
                                0,
                                978_307_380_000L,
                                OptionalLong.empty(),
                                "LAX",
                                -20L,
                                1946.0,
                                "ATL",
                                9));
        assertThat(FLIGHTS.get(2).clock()).hasValue(978_307_380_000L);
    }

    @Test
    void flinkSqlAgrees() {
        var flights = FLIGHTS.subList(0, 20_000);
        List<OracleWindow> windows =
                List.of(
                        new OracleWindow.Tumbling("tumbling", 60 * MINUTE, 0),
                        new OracleWindow.Sliding("sliding", 60 * MINUTE, 20 * MINUTE, 0),
                        new OracleWindow.Session("session", 30 * MINUTE));
        var sql = new SqlReference(RuntimeExecutionMode.STREAMING, SqlReference.TALLY);

        var expected = new Oracle(windows, Lateness.NOTHING_LATE).judge(flights);

        assertThat(sql.cells(windows, flights)).isEqualTo(sql.asCells(expected));
    }

    @Test
    void everyFlightIsCountedOrLate() {
        var window = new OracleWindow.Tumbling("tumbling", 60 * MINUTE, 0);
        var oracle = new Oracle(List.of(window), Lateness.of(15 * MINUTE, 60 * MINUTE));

        var verdict = oracle.judge(FLIGHTS);

        long counted = verdict.cells().values().stream().mapToLong(List::size).sum();
        long late = verdict.late().values().stream().mapToLong(List::size).sum();
        assertThat(late).isPositive();
        assertThat(counted + late).isEqualTo(FLIGHTS.size());
    }
}
