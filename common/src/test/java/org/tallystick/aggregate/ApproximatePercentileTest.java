package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApproximatePercentileTest {
    private static final List<String> SHARES =
            List.of("0", "0.01", "0.25", "0.5", "0.9", "0.95", "0.999", "1");
    private static final double SLACK = 1 + 1e-9; // for the arithmetic at a bin's very edge

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsWithinTheStatedErrorOfTheSortedValue(long seed) {
        var random = new Random(seed);
        check(values(seed, random::nextGaussian));
        check(values(seed, () -> Math.exp(random.nextGaussian() * 5)));
        check(values(seed, () -> -Math.round(random.nextDouble() * 500)));
        check(values(seed, () -> Math.scalb(1 + random.nextDouble(), random.nextInt(-1020, 1024))));
    }

    @Test
    void theEndsOfTheScaleAreWithinTheError() {
        for (double value :
                new double[] {
                    Double.MAX_VALUE, Math.nextDown(Double.MAX_VALUE), 0x1p1023, 0x1p-1020, 1, 0.1
                }) {
            check(new double[] {value});
            check(new double[] {-value});
        }
    }

    @Test
    void everyBinHoldsItsOwnValue() {
        for (String error : List.of("0.001", "0.01", "0.5")) {
            var scale = new LogarithmicScale(Double.parseDouble(error));
            for (int key = 1; key < scale.key(Double.MAX_VALUE); key += 7) {
                assertThat(Math.abs(scale.key(scale.value(key)) - key)).isLessThanOrEqualTo(1);
                assertThat(scale.value(key)).isLessThan(scale.value(key + 1));
                assertThat(scale.key(-scale.value(key))).isEqualTo(-scale.key(scale.value(key)));
            }
        }
    }

    @Test
    void magnitudesTooSmallForAnythingAreZero() {
        assertThat(result("1", List.of(0.0, Double.MIN_VALUE, -Double.MIN_NORMAL))).isEqualTo(0.0);
    }

    @Test
    void infinitiesAndNotANumberAreRankedAndComeOutAsTheyAre() {
        var values =
                List.of(Double.NaN, Double.POSITIVE_INFINITY, 0.0, Double.NEGATIVE_INFINITY, -0.0);

        assertThat(result("0", values)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(result("0.25", values)).isEqualTo(0.0);
        assertThat(result("0.5", values)).isEqualTo(0.0);
        assertThat(result("0.75", values)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result("1", values)).isEqualTo(Double.NaN);
    }

    @Test
    void theRankIsComputedInDecimals() {
        // 0.7 * 10 is 7, but the double nearest to 0.7 is less
        var values = DoubleStream.iterate(1, value -> value * 10).limit(11).boxed().toList();

        assertThat((Double) result("0.7", values)).isCloseTo(1e7, within(1e5));
    }

    @Test
    void integersAndDecimalsAreTakenToo() {
        assertThat((Double) percentile("0.5", ValueType.LONG, List.of(1L, 100L, 1000L)))
                .isCloseTo(100, within(1.0));
        var money = List.of(new BigDecimal("1.50"), new BigDecimal("100.00"));
        assertThat((Double) percentile("0", ValueType.decimal(10, 2), money))
                .isCloseTo(1.5, within(0.015));
    }

    @Test
    void nullsAreIgnoredAndNothingElseIsNull() {
        assertThat(result("0.5", Collections.singletonList(null))).isNull();
        assertThat((Double) result("0", Arrays.asList(null, 5.0))).isCloseTo(5, within(0.05));
    }

    @Test
    void theNumberOfBinsIsAsStated() {
        var scale = new LogarithmicScale(0.01);

        assertThat(scale.key(Double.MAX_VALUE)).isBetween(71_000, 72_000);
        assertThat(scale.key(900_000) - scale.key(1)).isBetween(650, 700);
    }

    private static void check(double[] values) {
        Arrays.sort(values);
        var boxed = Arrays.stream(values).boxed().toList();
        for (String share : SHARES) {
            double expected =
                    values[
                            new BigDecimal(share)
                                    .multiply(BigDecimal.valueOf(values.length - 1))
                                    .intValue()];
            for (String error : List.of("0.001", "0.01", "0.2")) {
                double bound = Double.parseDouble(error) * Math.abs(expected) * SLACK;
                assertThat(
                                (Double)
                                        percentile(
                                                share,
                                                ValueType.DOUBLE,
                                                boxed,
                                                new BigDecimal(error)))
                        .as("percentile %s with error %s of %s", share, error, boxed)
                        .isCloseTo(expected, within(bound));
            }
        }
    }

    private static double[] values(long seed, DoubleSupplier next) {
        return DoubleStream.generate(next).limit(seed * 10 + 1).toArray();
    }

    private static Object result(String p, List<Double> values) {
        return percentile(p, ValueType.DOUBLE, values);
    }

    private static Object percentile(
            String p, ValueType type, List<?> values, BigDecimal... error) {
        var parameters = Stream.concat(Stream.of(new BigDecimal(p)), Arrays.stream(error)).toList();
        var aggregator =
                Aggregates.create("approx_percentile", List.of(type), List.of(3), parameters);
        return Accumulator.of(aggregator, values.stream().map(TestColumns::of).toList()).result();
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }
}
