package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AggregatesTest {

    @Test
    void theFunctionsAreTheDesigns() {
        assertThat(Aggregates.names())
                .containsExactly(
                        "count",
                        "sum",
                        "avg",
                        "min",
                        "max",
                        "first",
                        "last",
                        "variance",
                        "stddev",
                        "count_distinct",
                        "approx_count_distinct",
                        "approx_percentile");
    }

    @Test
    void anUnknownFunctionIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> create("median", List.of(ValueType.LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown aggregate 'median', known are [count, sum, avg,");
    }

    @Test
    void aWrongNumberOfArgumentsIsToldWithTheRightOne() {
        assertThatThrownBy(() -> create("sum", List.of()))
                .hasMessage("sum has 0 arguments, expected sum(x)");
        assertThatThrownBy(() -> Aggregates.signature("count").expressions(2))
                .hasMessage("count has 2 arguments, expected count() or count(x)");
        assertThatThrownBy(() -> Aggregates.signature("approx_percentile").expressions(1))
                .hasMessage(
                        "approx_percentile has 1 argument, expected approx_percentile(x, p)"
                                + " or approx_percentile(x, p, relative error)");
    }

    @Test
    void expressionsComeBeforeParameters() {
        assertThat(Aggregates.signature("approx_percentile").expressions(3)).isEqualTo(1);
        assertThat(Aggregates.signature("count").expressions(0)).isEqualTo(0);
        assertThat(Aggregates.signature("count").expressions(1)).isEqualTo(1);
    }

    @Test
    void onlyNumbersAddUp() {
        for (var type : TestValues.OTHERS) {
            assertThatThrownBy(() -> create("avg", List.of(type)))
                    .hasMessage("avg takes a number (BIGINT, DECIMAL or DOUBLE), got " + type);
        }
    }

    @Test
    void percentilesAreShares() {
        assertThatThrownBy(() -> percentile("95"))
                .hasMessage(
                        "approx_percentile's p must be from 0 to 1, got 95;"
                                + " the 95th percentile is 0.95");
        assertThatThrownBy(() -> percentile("0.5", "0"))
                .hasMessage("approx_percentile's relative error must be from 0.001 to 0.5, got 0");
    }

    @Test
    void theFingerprintHoldsCountAndHashOfTheEvents() {
        var identities = new Random(1).longs(1000).toArray();
        var events =
                IntStream.range(0, 1000).mapToObj(i -> TestColumns.of().identity(identities[i]));

        var fingerprint = Accumulator.of(Fingerprint.INSTANCE, events.toList());

        long sum = 0;
        for (long identity : identities) {
            sum += identity;
        }
        assertThat(Fingerprint.count(fingerprint.slot())).isEqualTo(1000);
        assertThat(Fingerprint.hash(fingerprint.slot())).isEqualTo(sum);
    }

    @Test
    void countCountsEventsOrValues() {
        var events = Stream.of("a", null, "b").map(TestColumns::of).toList();

        assertThat(Accumulator.of(create("count", List.of()), events).result()).isEqualTo(3L);
        assertThat(Accumulator.of(create("count", List.of(ValueType.STRING)), events).result())
                .isEqualTo(2L);
    }

    private static Aggregator create(String function, List<ValueType> types) {
        var columns = types.isEmpty() ? List.<Integer>of() : List.of(Columns.FIRST);
        return Aggregates.create(function, types, columns, List.of());
    }

    private static Aggregator percentile(String... parameters) {
        return Aggregates.create(
                "approx_percentile",
                List.of(ValueType.DOUBLE),
                List.of(Columns.FIRST),
                Stream.of(parameters).map(BigDecimal::new).toList());
    }
}
