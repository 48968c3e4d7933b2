package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Aggregator#heapBytes} against the heap, for every aggregate that has an object. */
class HeapBytesTest {
    private static final int MANY = 4_000;
    private static final int LONG_STRING = 100_000;

    /** Sizes before, at and behind the limits at which sets, bins and sketches grow. */
    @ParameterizedTest(name = "{0}({1}), seed {2}")
    @MethodSource("aggregators")
    void objectsTakeWhatIsSaid(String function, ValueType type, long seed) {
        var aggregator = aggregator(function, type);
        var values = new Distinct(type, new Random(seed));
        var accumulator = new Accumulator(aggregator);

        for (int size = 1; size <= MANY; size++) {
            accumulator.add(values.next());
            if (size < 40 || isNearLimit(size)) {
                check(size + " added", aggregator, accumulator);
            }
        }
        check("read", aggregator, Accumulator.read(aggregator, accumulator.canonical()));
    }

    private static boolean isNearLimit(int size) {
        return Integer.bitCount(size) == 1
                || Integer.bitCount(4 * size / 3) == 1
                || Math.abs(size - DistinctSketch.TOKENS) < 2;
    }

    @ParameterizedTest(name = "{0}({1}), seed {2}")
    @MethodSource("aggregators")
    void objectsThatWereMergedTakeWhatIsSaid(String function, ValueType type, long seed) {
        var random = new Random(seed);
        var aggregator = aggregator(function, type);
        var values = new Distinct(type, random);
        var whole = new Accumulator(aggregator);

        for (int round = 0; round < 25; round++) {
            var part = new Accumulator(aggregator);
            for (int left = random.nextInt(1 << random.nextInt(11)); left >= 0; left--) {
                part.add(values.next());
            }
            whole.merge(part);
            check("merged " + round, aggregator, whole);
            check("part " + round, aggregator, part);
            whole = random.nextInt(4) > 0 ? whole : Accumulator.read(aggregator, whole.canonical());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofStrings")
    void longStringsTakeWhatIsSaid(String function) {
        var aggregator = aggregator(function, ValueType.STRING);
        var accumulator = new Accumulator(aggregator);

        for (int i = 0; i < 30; i++) {
            accumulator.add(TestColumns.of(Integer.toString(i).repeat(LONG_STRING)).at(i));
            check(i + " added", aggregator, accumulator);
        }
        check("read", aggregator, Accumulator.read(aggregator, accumulator.canonical()));
    }

    @Test
    void threeMillionValuesAreMegabytes() {
        var values = new LongSet();
        for (long value = 0; value < 3_000_000; value++) {
            values.add(value * value);
        }

        RealHeap.assertClose("3 million longs", values.heapBytes(), RealHeap.of(values));
        assertThat(values.heapBytes()).isGreaterThan(30_000_000);
    }

    /** As DECIMAL columns come: small values of many digits hold a BigInteger, too. */
    @Test
    void aDecimalIsKeptInWhatIsSaid() {
        var type = ValueType.decimal(38, 2);
        for (int digits = 1; digits <= 36; digits++) {
            var unscaled = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
            for (var each : List.of(unscaled, unscaled.negate(), unscaled.shiftRight(1))) {
                var number = new BigDecimal(each, type.scale());
                var kept = Values.kept(number);

                assertThat(kept).isEqualTo(number);
                RealHeap.assertClose(number.toString(), Values.heapBytes(kept), RealHeap.of(kept));
            }
        }
    }

    @Test
    void everyAggregateWithAnObjectIsHere() {
        assertThat(aggregators().map(each -> each.get()[0])).containsAll(functionsWithObject());
    }

    private static List<Object> functionsWithObject() {
        return Aggregates.names().stream()
                .filter(name -> !name.equals("count"))
                .filter(name -> !types(name).isEmpty())
                .map(Object.class::cast)
                .toList();
    }

    private static void check(String what, Aggregator aggregator, Accumulator accumulator) {
        Object object = accumulator.slot().object();
        if (object != null) {
            RealHeap.assertClose(what, aggregator.heapBytes(object), RealHeap.of(object));
        }
    }

    private static Aggregator aggregator(String function, ValueType type) {
        List<BigDecimal> parameters =
                function.equals("approx_percentile") ? List.of(new BigDecimal("0.5")) : List.of();
        return Aggregates.create(function, List.of(type), List.of(Columns.FIRST), parameters);
    }

    /** The types over which a function has an object. */
    private static List<ValueType> types(String function) {
        var types = new ArrayList<ValueType>();
        boolean ofNumbers =
                List.of("sum", "avg", "variance", "stddev", "approx_percentile").contains(function);
        Stream.concat(
                        TestValues.NUMBERS.stream(),
                        TestValues.OTHERS.stream().filter(type -> !ofNumbers))
                .filter(type -> aggregator(function, type).hasObject())
                .forEach(types::add);
        return types;
    }

    static Stream<Arguments> aggregators() {
        return Aggregates.names().stream()
                .filter(name -> !name.equals("count"))
                .flatMap(name -> types(name).stream().map(type -> Arguments.of(name, type)))
                .flatMap(
                        each ->
                                IntStream.range(0, 2)
                                        .mapToObj(
                                                seed ->
                                                        Arguments.of(
                                                                each.get()[0],
                                                                each.get()[1],
                                                                (long) seed)));
    }

    static Stream<String> ofStrings() {
        return Stream.of("min", "max", "first", "last", "count_distinct", "approx_count_distinct");
    }

    /** Awkward values among many that differ. */
    private static final class Distinct {
        private final ValueType type;
        private final Random random;
        private final TestValues awkward;

        Distinct(ValueType type, Random random) {
            this.type = type;
            this.random = random;
            awkward = new TestValues(random);
        }

        TestColumns next() {
            boolean one = random.nextInt(10) == 0;
            return TestColumns.of(one ? awkward.next(type) : spread()).at(random.nextInt(1000));
        }

        private Object spread() {
            return switch (type.kind()) {
                case LONG -> random.nextLong();
                case DOUBLE -> Math.scalb(random.nextDouble(), random.nextInt(-900, 900));
                case STRING -> "user-" + "x".repeat(random.nextInt(60)) + random.nextInt();
                default -> awkward.next(type);
            };
        }
    }
}
