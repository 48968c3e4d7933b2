package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VarianceTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheDefinitionRoundedOnce(long seed) {
        var random = new Random(seed);
        var any = new TestValues(random);
        for (var type :
                List.of(ValueType.LONG, ValueType.decimal(10, 2), ValueType.decimal(38, 9))) {
            check(type, Stream.generate(() -> any.next(type)).limit(seed + 2).toList());
        }
        check(ValueType.DOUBLE, Stream.generate(random::nextGaussian).limit(seed + 2).toList());
        check(ValueType.DOUBLE, Stream.generate(any::finite).limit(seed + 2).toList());
    }

    @Test
    void aLargeOffsetDoesNoHarm() {
        var values = List.of(1e15 + 4, 1e15 + 7, 1e15 + 13, 1e15 + 16);

        assertThat(result("variance", values)).isEqualTo(30.0);
        assertThat(result("stddev", values)).isEqualTo(Math.sqrt(30));
    }

    @Test
    void equalValuesHaveNone() {
        assertThat(result("variance", List.of(0.1, 0.1, 0.1))).isEqualTo(0.0);
    }

    @Test
    void subnormalSquaresStillCount() {
        assertThat(result("variance", List.of(0x1p-537, -0x1p-537)))
                .isEqualTo(2 * Double.MIN_VALUE);
    }

    @Test
    void fewerThanTwoValuesGiveNull() {
        assertThat(result("variance", List.of())).isNull();
        assertThat(result("stddev", List.of(1.0))).isNull();
    }

    @Test
    void aValueThatIsNotFiniteGivesNotANumber() {
        assertThat(result("variance", List.of(1.0, Double.POSITIVE_INFINITY)))
                .isEqualTo(Double.NaN);
        assertThat(result("stddev", List.of(1.0, Double.NaN, 2.0))).isEqualTo(Double.NaN);
    }

    private static Object result(String function, List<Double> values) {
        return Accumulator.ofValues(function, ValueType.DOUBLE, values).result();
    }

    /** Sum of (n * x - sum)^2 / (n^2 * (n - 1)), exactly. */
    private static void check(ValueType type, List<?> values) {
        var exact = values.stream().map(VarianceTest::exact).toList();
        var n = BigDecimal.valueOf(exact.size());
        var sum = exact.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var squares =
                exact.stream()
                        .map(value -> value.multiply(n).subtract(sum).pow(2))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var divisor = n.multiply(n).multiply(n.subtract(BigDecimal.ONE));

        double variance = NearestDouble.of(squares, divisor);
        assertThat(Accumulator.ofValues("variance", type, values).result()).isEqualTo(variance);
        assertThat(Accumulator.ofValues("stddev", type, values).result())
                .isEqualTo(Math.sqrt(variance));
    }

    private static BigDecimal exact(Object value) {
        return value instanceof Double number
                ? new BigDecimal(number)
                : new BigDecimal(value.toString());
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }
}
