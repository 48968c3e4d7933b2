package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** count_distinct and approx_count_distinct. */
class DistinctCountTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheSizeOfTheSet(long seed) {
        var any = new TestValues(new Random(seed));
        for (var type :
                Stream.of(TestValues.NUMBERS, TestValues.OTHERS).flatMap(List::stream).toList()) {
            var values = Stream.generate(() -> any.next(type)).limit(seed * seed).toList();
            var set = new HashSet<Object>();
            values.forEach(value -> set.add(value.equals(-0.0) ? (Object) 0.0 : value));

            assertThat(exact(type, values)).isEqualTo((long) set.size());
        }
    }

    @Test
    void nullsDoNotCount() {
        var values = Arrays.asList(null, 0L, null, 0L);

        assertThat(exact(ValueType.LONG, values)).isEqualTo(1L);
        assertThat(approximate(ValueType.LONG, values)).isEqualTo(1L);
        assertThat(exact(ValueType.LONG, Collections.singletonList(null))).isEqualTo(0L);
        assertThat(approximate(ValueType.LONG, Collections.singletonList(null))).isEqualTo(0L);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {1000, 100_000})
    void setsMergeInAnyMeasure(int size) {
        var left = Accumulator.ofValues("count_distinct", ValueType.LONG, range(0, size));
        var right =
                Accumulator.ofValues("count_distinct", ValueType.LONG, range(size / 2, 2 * size));

        assertThat(left.merge(right).result()).isEqualTo(2L * size);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {1, 2, 10, 100, 1000, 1024, 1025, 2000, 10_000, 300_000})
    void estimatesAreWithinFourStandardErrors(int size) {
        assertThat((Long) approximate(ValueType.LONG, range(0, size)))
                .isCloseTo((long) size, withinPercentage(4 * 1.2));
        var strings = IntStream.range(0, size).mapToObj(i -> "user-" + i).toList();
        assertThat((Long) approximate(ValueType.STRING, strings))
                .isCloseTo((long) size, withinPercentage(4 * 1.2));
    }

    @Test
    void theStandardErrorIsAsStated() {
        int runs = 200;
        int size = 60_000;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            var values = new Random(run).longs(size).boxed().toList();
            double error = (Long) approximate(ValueType.LONG, values) / (double) size - 1;
            squares += error * error;
        }

        assertThat(Math.sqrt(squares / runs)).isBetween(0.0100, 0.0138);
    }

    @ParameterizedTest(name = "{0} and {1} tokens")
    @CsvSource({"1000, 24", "1000, 25", "1024, 0", "1024, 1", "2000, 3", "3, 2000"})
    void theSketchesFormDependsOnTheSetAlone(int first, int second) {
        var whole = approximateOf(range(0, first + second));
        var merged =
                approximateOf(range(0, first)).merge(approximateOf(range(first, first + second)));

        assertThat(merged.canonical()).isEqualTo(whole.canonical());
        assertThat(merged.result()).isEqualTo(whole.result());
        assertThat(whole.canonical().length < 4096)
                .isEqualTo(first + second <= DistinctSketch.TOKENS);
    }

    @Test
    void theSketchOfKnownValuesNeverChanges() {
        assertThat(approximate(ValueType.LONG, range(0, 5000))).isEqualTo(5028L);
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static Object exact(ValueType type, List<?> values) {
        return Accumulator.ofValues("count_distinct", type, values).result();
    }

    private static Object approximate(ValueType type, List<?> values) {
        return Accumulator.ofValues("approx_count_distinct", type, values).result();
    }

    private static Accumulator approximateOf(List<Long> values) {
        return Accumulator.ofValues("approx_count_distinct", ValueType.LONG, values);
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }
}
