package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link Aggregator}, for every function over every type it takes. */
class AggregatorLawsTest {
    private static final int SEEDS = 5;
    private static final List<String> OF_NUMBERS =
            List.of("sum", "avg", "variance", "stddev", "approx_percentile");
    private static final List<String> OF_ALL =
            List.of(
                    "count",
                    "min",
                    "max",
                    "first",
                    "last",
                    "count_distinct",
                    "approx_count_distinct");

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void theEmptyAccumulatorIsTheIdentityOfMerge(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var events = events(type, seed);

        var intoEmpty = new Accumulator(aggregator).merge(Accumulator.of(aggregator, events));
        var ofEmpty = Accumulator.of(aggregator, events).merge(new Accumulator(aggregator));

        assertSame(intoEmpty, Accumulator.of(aggregator, events));
        assertSame(ofEmpty, Accumulator.of(aggregator, events));
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void anyOrderAndGroupingGivesTheSameBytes(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var random = new Random(seed);
        var events = events(type, seed);
        var expected = Accumulator.of(aggregator, events);

        var shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        assertSame(Accumulator.of(aggregator, shuffled), expected);
        assertSame(grouped(aggregator, shuffled, random), expected);
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void mergeIsCommutative(String name, Aggregator aggregator, ValueType type, long seed) {
        var events = events(type, seed);
        int cut = new Random(seed).nextInt(events.size() + 1);
        var left = Accumulator.of(aggregator, events.subList(0, cut));
        var right = Accumulator.of(aggregator, events.subList(cut, events.size()));

        assertSame(left.copy().merge(right), right.copy().merge(left));
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void addingAnEventIsMergingItAlone(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var merged = new Accumulator(aggregator);
        var events = events(type, seed);
        for (var event : events) {
            merged.merge(new Accumulator(aggregator).add(event));
        }

        assertSame(merged, Accumulator.of(aggregator, events));
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void whatIsWrittenIsReadBackAndGoesOn(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var events = events(type, seed);
        int cut = new Random(seed).nextInt(events.size() + 1);
        byte[] written = Accumulator.of(aggregator, events.subList(0, cut)).canonical();

        var read = Accumulator.read(aggregator, written);
        assertThat(read.canonical()).isEqualTo(written);
        events.subList(cut, events.size()).forEach(read::add);

        assertSame(read, Accumulator.of(aggregator, events));
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void mergeLeavesItsArgumentAloneForEver(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var events = events(type, seed);
        int cut = new Random(seed).nextInt(events.size() + 1);
        var from = Accumulator.of(aggregator, events.subList(0, cut));
        var into = new Accumulator(aggregator).merge(from);

        events.subList(cut, events.size()).forEach(into::add);
        assertSame(from, Accumulator.of(aggregator, events.subList(0, cut)));

        events.forEach(from::add);
        assertSame(into, Accumulator.of(aggregator, events));
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void canonicalizingChangesNoResult(
            String name, Aggregator aggregator, ValueType type, long seed) {
        var accumulator = Accumulator.of(aggregator, events(type, seed));
        Object before = accumulator.result();

        byte[] canonical = accumulator.canonical();

        assertThat(accumulator.result()).isEqualTo(before);
        assertThat(accumulator.canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void aSerializedAggregatorIsTheSame(
            String name, Aggregator aggregator, ValueType type, long seed) throws Exception {
        var events = events(type, seed);

        var copy = serialized(aggregator);

        assertSame(Accumulator.of(copy, events), Accumulator.of(aggregator, events));
        assertThat(copy.resultType()).isEqualTo(aggregator.resultType());
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @MethodSource("aggregators")
    void theResultIsOfItsTypesClass(String name, Aggregator aggregator, ValueType type, long seed) {
        Object result = Accumulator.of(aggregator, events(type, seed)).result();

        Object example = new TestValues(new Random(seed)).next(aggregator.resultType());
        if (result != null) {
            assertThat(result).isInstanceOf(example.getClass());
        }
    }

    private static void assertSame(Accumulator actual, Accumulator expected) {
        assertThat(actual.result()).isEqualTo(expected.result());
        assertThat(actual.canonical()).isEqualTo(expected.canonical());
    }

    /** Merges random neighbours until one is left, written and read on the way now and then. */
    private static Accumulator grouped(
            Aggregator aggregator, List<TestColumns> events, Random random) {
        var parts = new ArrayList<Accumulator>();
        parts.add(new Accumulator(aggregator));
        for (var event : events) {
            if (random.nextInt(3) == 0) {
                parts.add(new Accumulator(aggregator));
            }
            parts.get(parts.size() - 1).add(event);
        }
        while (parts.size() > 1) {
            var taken = parts.remove(random.nextInt(parts.size()));
            var from =
                    random.nextBoolean() ? taken : Accumulator.read(aggregator, taken.canonical());
            parts.get(random.nextInt(parts.size())).merge(from);
        }
        return parts.get(0);
    }

    private static Aggregator serialized(Aggregator aggregator)
            throws IOException, ClassNotFoundException {
        var out = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(out)) {
            objects.writeObject(aggregator);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            return (Aggregator) in.readObject();
        }
    }

    /** More of them with every seed; one in six is null; times and identities collide. */
    private static List<TestColumns> events(ValueType type, long seed) {
        var random = new Random(seed * 31 + type.toString().hashCode());
        var values = new TestValues(random);
        return IntStream.range(0, random.nextInt((int) (seed * seed * 20) + 2))
                .mapToObj(i -> TestColumns.of(random.nextInt(6) == 0 ? null : values.next(type)))
                .map(event -> event.at(random.nextInt(-3, 3)).identity(random.nextInt(-2, 2)))
                .toList();
    }

    static Stream<Arguments> aggregators() {
        var cases = new LinkedHashMap<String, Map.Entry<Aggregator, ValueType>>();
        cases.put("fingerprint", Map.entry(Fingerprint.INSTANCE, ValueType.LONG));
        var every = Aggregates.create("count", List.of(), List.of(), List.of());
        cases.put("count()", Map.entry(every, ValueType.LONG));
        for (var type :
                Stream.of(TestValues.NUMBERS, TestValues.OTHERS).flatMap(List::stream).toList()) {
            OF_ALL.forEach(
                    name -> cases.put(name + " " + type, Map.entry(create(name, type), type)));
        }
        for (var type : TestValues.NUMBERS) {
            OF_NUMBERS.forEach(
                    name -> cases.put(name + " " + type, Map.entry(create(name, type), type)));
        }
        return cases.entrySet().stream()
                .flatMap(
                        each ->
                                IntStream.range(0, SEEDS)
                                        .mapToObj(
                                                seed ->
                                                        Arguments.of(
                                                                each.getKey(),
                                                                each.getValue().getKey(),
                                                                each.getValue().getValue(),
                                                                seed)));
    }

    private static Aggregator create(String function, ValueType type) {
        List<BigDecimal> parameters =
                Aggregates.signature(function).minParameters() == 0
                        ? List.of()
                        : List.of(new BigDecimal("0.5"));
        return Aggregates.create(function, List.of(type), List.of(Columns.FIRST), parameters);
    }
}
