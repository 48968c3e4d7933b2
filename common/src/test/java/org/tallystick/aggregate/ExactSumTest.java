package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of doubles against {@link BigDecimal}, which holds every double exactly. */
class ExactSumTest {
    private static final double MIN = Double.MIN_VALUE;
    private static final double MAX = Double.MAX_VALUE;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsOfAnyDoublesAreRoundedOnce(long seed) {
        var values = new TestValues(new Random(seed));
        checkAll(seed, random -> values.finite());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsOfOrdinaryNumbersAreRoundedOnce(long seed) {
        checkAll(seed, random -> random.nextInt(-100_000, 100_000) / 100.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsAcrossExponentsNearTheirLimitsAreRoundedOnce(long seed) {
        int centre = new Random(seed).nextInt(-1074, 1024);
        checkAll(
                seed,
                random -> {
                    int exponent = centre + random.nextInt(-70, 70);
                    double sign = random.nextBoolean() ? 1 : -1;
                    return finite(Math.scalb(sign * (1 + random.nextDouble()), exponent));
                });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsThatCancelAreRoundedOnce(long seed) {
        var random = new Random(seed);
        var any = new TestValues(random);
        var values = new ArrayList<Double>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            double value = any.finite();
            values.add(value);
            values.add(random.nextInt(3) == 0 ? -Math.nextUp(value) : -value);
        }
        Collections.shuffle(values, random);

        check(values.stream().map(ExactSumTest::finite).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsNearHalfwayAreRoundedOnce(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            double value = Math.abs(new TestValues(random).finite());
            double half = Math.ulp(value) / 2;
            check(List.of(value, half));
            check(List.of(value, half, MIN));
            check(List.of(value, half, -MIN));
            check(List.of(-value, -half, half * 0x1p-60));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsOfSubnormalsAreExact(long seed) {
        checkAll(
                seed,
                random -> Double.longBitsToDouble(random.nextLong() & 0x801f_ffff_ffff_ffffL));
    }

    @Test
    void numbersAnyDistanceApartAddUp() {
        for (int distance = 0; distance < 200; distance++) {
            double far = Math.scalb(-3.0, distance);
            check(List.of(5.0, far, 1 - far));
            check(List.of(far, 5.0, 7.0));
        }
    }

    @Test
    void aSumBeyondTheLargestDoubleIsInfinite() {
        double half = Math.ulp(MAX) / 2;

        assertThat(sum(MAX, MAX)).isEqualTo(INFINITY);
        assertThat(sum(-MAX, -MAX)).isEqualTo(-INFINITY);
        assertThat(sum(MAX, half)).isEqualTo(INFINITY);
        assertThat(sum(MAX, Math.nextDown(half))).isEqualTo(MAX);
        assertThat(sum(MAX, MAX, -MAX)).isEqualTo(MAX);
    }

    @Test
    void anInfinityStandsAndTwoOppositeOnesAreNotANumber() {
        assertThat(sum(INFINITY, 1, -MAX)).isEqualTo(INFINITY);
        assertThat(sum(-INFINITY, 1, -INFINITY)).isEqualTo(-INFINITY);
        assertThat(sum(1, INFINITY, -INFINITY)).isNaN();
        assertThat(sum(1, Double.NaN, INFINITY)).isNaN();
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(sum(-0.0)).isEqualTo(0.0);
        assertThat(sum(-0.0, 5, -5)).isEqualTo(0.0);
    }

    @Test
    void theFormIsTheSameWhereTheSumWasWiderOnceAndWhereItNeverWas() {
        for (int width = 100; width < 140; width++) {
            double high = Math.scalb(1.0, width);
            var straight = sumOf(1.0, high);
            var detour = sumOf(1.0, 1e300, high, 1e-300, -1e300, -1e-300);
            assertThat(detour.slot().object()).isNotNull();

            assertThat(detour.canonical()).isEqualTo(straight.canonical());
            assertThat(detour.slot().object() == null).isEqualTo(width < 127);
        }
    }

    @Test
    void zeroHasOneForm() {
        byte[] zero = sumOf(0.0).canonical();

        assertThat(sumOf(0.5, -0.5).canonical()).isEqualTo(zero);
        assertThat(sumOf(0x1p70, -0x1p70).canonical()).isEqualTo(zero);
        assertThat(sumOf(1e300, 1e-300, -1e300, -1e-300).canonical()).isEqualTo(zero);
    }

    private static void checkAll(long seed, ToDoubleFunction<Random> next) {
        var random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            check(
                    Stream.generate(() -> next.applyAsDouble(random))
                            .limit(random.nextInt(1, 60))
                            .toList());
        }
    }

    private static void check(List<Double> values) {
        BigDecimal exact =
                values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(Accumulator.ofValues("sum", ValueType.DOUBLE, values).result())
                .as("sum of %s", values)
                .isEqualTo(NearestDouble.of(exact, BigDecimal.ONE));
        assertThat(Accumulator.ofValues("avg", ValueType.DOUBLE, values).result())
                .as("average of %s", values)
                .isEqualTo(NearestDouble.of(exact, BigDecimal.valueOf(values.size())));
    }

    private static double sum(double... values) {
        return (Double) sumOf(values).result();
    }

    private static Accumulator sumOf(double... values) {
        var list = Arrays.stream(values).boxed().toList();
        return Accumulator.ofValues("sum", ValueType.DOUBLE, list);
    }

    private static double finite(double value) {
        return Math.max(-MAX, Math.min(value, MAX));
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }
}
