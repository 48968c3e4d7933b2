package org.tallystick.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Measures against values worked out by hand. */
class MeasureTest {
    private static final String ROCKET = "\uD83D\uDE80";

    @Test
    void nullsArePassedOver() {
        var events = List.of(event(1, 1, 2L, null, null), event(2, 2, null, 4.0, "x"));

        assertThat(Measure.EVENTS.of(events)).isEqualTo(2L);
        assertThat(Measure.COUNT_LONG.of(events)).isEqualTo(1L);
        assertThat(Measure.AVG_DOUBLE.of(events)).isEqualTo(4.0);
        assertThat(Measure.FIRST_TEXT.of(events)).isEqualTo("x");
        assertThat(Measure.LAST_LONG.of(events)).isEqualTo(2L);
    }

    @Test
    void nothingButNullsMakesNull() {
        var events = List.of(event(1, 1, null, null, null));

        assertThat(Measure.SUM_LONG.of(events)).isNull();
        assertThat(Measure.SUM_DOUBLE.of(events)).isNull();
        assertThat(Measure.AVG_LONG.of(events)).isNull();
        assertThat(Measure.MIN_TEXT.of(events)).isNull();
        assertThat(Measure.FIRST_DOUBLE.of(events)).isNull();
        assertThat(Measure.DISTINCT_TEXT.of(events)).isEqualTo(0L);
    }

    @Test
    void aSumOfLongsDoesNotOverflow() {
        var events =
                List.of(
                        event(1, 1, Long.MAX_VALUE, null, null),
                        event(2, 2, Long.MAX_VALUE, null, null));

        assertThat(Measure.SUM_LONG.of(events)).isEqualTo(new BigDecimal("18446744073709551614"));
    }

    @Test
    void aFingerprintWrapsAround() {
        var events =
                List.of(
                        event(1, Long.MAX_VALUE, null, null, null),
                        event(2, Long.MAX_VALUE, null, null, null),
                        event(3, 3, null, null, null));

        assertThat(Measure.FINGERPRINT.of(events)).isEqualTo(1L);
    }

    @Test
    void aSumOfDoublesIsRoundedOnce() {
        assertThat(sum(1e308, 1e308, -1e308)).isEqualTo(1e308);
        assertThat(sum(1.0, 1e100, 1.0, -1e100)).isEqualTo(2.0);
        assertThat(sum(Double.MIN_VALUE, 1.0, -1.0)).isEqualTo(Double.MIN_VALUE);
        assertThat(sum(0.1, 0.2, 0.3)).isEqualTo(0.6);
        assertThat(sum(1e308, 1e308)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(-0.0, -0.0)).isEqualTo(0.0);
    }

    @Test
    void beyondTheFiniteIsAsInIeee754() {
        assertThat(sum(1.0, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(sum(1.0, Double.NaN)).isNaN();
        assertThat(Exact.variance(List.of(1.0, Double.POSITIVE_INFINITY))).isNaN();
    }

    @Test
    void varianceIsThatOfASample() {
        assertThat(Exact.variance(List.of(2, 4, 4, 4, 5, 5, 7, 9))).isEqualTo(32.0 / 7);
        assertThat(Exact.deviation(List.of(1, 3, 5))).isEqualTo(2.0);
        assertThat(Exact.variance(List.of(1e15 + 1, 1e15 + 3, 1e15 + 5))).isEqualTo(4.0);
        assertThat(Exact.variance(List.of(1))).isNull();
    }

    @Test
    void aMeanHalfWayBetweenTwoDoublesIsTheEvenOne() {
        double next = Math.nextUp(1.0);
        double third = Math.nextUp(next);

        assertThat(Exact.mean(List.of(1.0, next))).isEqualTo(1.0);
        assertThat(Exact.mean(List.of(next, third))).isEqualTo(third);
        assertThat(Exact.mean(List.of(2.0, 2 * next, Double.MIN_VALUE, 0.0))).isEqualTo(next);
        assertThat(Exact.mean(List.of(0.0, Double.MIN_VALUE))).isEqualTo(0.0);
        assertThat(Exact.mean(List.of(0.0, Double.MIN_VALUE, Double.MIN_VALUE)))
                .isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void firstAndLastGoByTimeThenIdentity() {
        var events =
                List.of(
                        event(5, 1, null, null, "later"),
                        event(1, 9, null, null, "b"),
                        event(1, -9, null, null, "a"),
                        event(5, 2, null, null, "latest"));

        assertThat(Measure.FIRST_TEXT.of(events)).isEqualTo("a");
        assertThat(Measure.LAST_TEXT.of(events)).isEqualTo("latest");
    }

    @Test
    void textIsOrderedByItsBytes() {
        var events = List.of(event(1, 1, null, null, "\uFFFD"), event(2, 2, null, null, ROCKET));

        assertThat(Measure.MAX_TEXT.of(events)).isEqualTo(ROCKET);
    }

    @Test
    void quantilesAreValuesThatOccur() {
        assertThat(Exact.lowerQuantile(List.of(40, 10, 30, 20), 0.5)).isEqualTo(20);
        assertThat(Exact.upperQuantile(List.of(40, 10, 30, 20), 0.5)).isEqualTo(30);
        assertThat(Exact.lowerQuantile(List.of(40, 10, 30, 20), 1)).isEqualTo(40);
    }

    private static Double sum(Double... values) {
        return Exact.roundedSum(Arrays.asList(values));
    }

    private static OracleEvent event(long time, long identity, Long n, Double d, String s) {
        return new OracleEvent(0, 0, time, OptionalLong.empty(), "k", n, d, s, identity);
    }
}
