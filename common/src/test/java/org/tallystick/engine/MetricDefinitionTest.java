package org.tallystick.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.MetricDefinition.Aggregate;
import org.tallystick.engine.MetricDefinition.Argument;

class MetricDefinitionTest {
    private static final int LONG_TEXT = 70_000;
    private static final int MANY = 100;

    private static final Aggregate MEAN = aggregate("mean", "avg", "`n`", ValueType.LONG);
    private static final Aggregate TOTAL = aggregate("total", "sum", "`n`", ValueType.LONG);
    private static final MetricDefinition METRIC =
            new MetricDefinition(
                    "m",
                    "`n` > 3",
                    List.of(key("k", "`k`", ValueType.STRING)),
                    List.of(MEAN, TOTAL),
                    List.of("tumbling 1 h"),
                    MetricDefinition.CODECS);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatIsEncodedIsDecoded(long seed) {
        var definition = definition(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));

        var decoded = MetricDefinition.decode(definition.encode());

        assertThat(decoded).isEqualTo(definition);
        assertThat(decoded.rowDigest()).isEqualTo(definition.rowDigest());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsDamagedIsRefusedOrReadAsAnotherDefinition(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] bytes = METRIC.encode();
        for (int trial = 0; trial < 2_000; trial++) {
            byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length + 2));
            for (int byteNumber = random.nextInt(4); byteNumber > 0; byteNumber--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                var read = MetricDefinition.decode(damaged);
                assertThat(MetricDefinition.decode(read.encode())).isEqualTo(read);
            } catch (RefusedStateException refusal) {
                assertThat(refusal).hasMessageStartingWith("the definition in the state ");
            }
        }
    }

    @Test
    void aLaterFormatIsRefused() {
        byte[] bytes = METRIC.encode();
        bytes[0] = 2;

        assertThatThrownBy(() -> MetricDefinition.decode(bytes))
                .isInstanceOf(RefusedStateException.class)
                .hasMessage(
                        "the definition in the state has format 2, this release reads 1: resume"
                                + " with the release that wrote it");
    }

    static Stream<MetricDefinition> metricsWithOtherRows() {
        return Stream.of(
                with(METRIC.filter() + "0", METRIC.keys(), METRIC.aggregates()),
                with("", METRIC.keys(), METRIC.aggregates()),
                with(METRIC.filter(), List.of(), METRIC.aggregates()),
                with(
                        METRIC.filter(),
                        List.of(key("k", "`k`", ValueType.LONG)),
                        METRIC.aggregates()),
                with(
                        METRIC.filter(),
                        List.of(key("k", "`l`", ValueType.STRING)),
                        METRIC.aggregates()),
                with(METRIC.filter(), METRIC.keys(), List.of(TOTAL, MEAN)),
                with(METRIC.filter(), METRIC.keys(), List.of(MEAN)),
                with(
                        METRIC.filter(),
                        METRIC.keys(),
                        List.of(aggregate("mean", "avg", "`n`", ValueType.DOUBLE), TOTAL)),
                with(
                        METRIC.filter(),
                        METRIC.keys(),
                        List.of(aggregate("mean", "avg", "`m`", ValueType.LONG), TOTAL)),
                with(
                        METRIC.filter(),
                        METRIC.keys(),
                        List.of(aggregate("mean", "max", "`n`", ValueType.LONG), TOTAL)),
                new MetricDefinition(
                        METRIC.name(),
                        METRIC.filter(),
                        METRIC.keys(),
                        METRIC.aggregates(),
                        METRIC.windows(),
                        METRIC.codecs() + 1));
    }

    @ParameterizedTest
    @MethodSource("metricsWithOtherRows")
    void whateverRowsDependOnChangesTheirDigest(MetricDefinition other) {
        assertThat(other.rowDigest()).isNotEqualTo(METRIC.rowDigest());
    }

    @Test
    void namesAndWindowsDoNotChangeTheDigest() {
        var renamed =
                new MetricDefinition(
                        "other",
                        METRIC.filter(),
                        List.of(key("other", "`k`", ValueType.STRING)),
                        List.of(aggregate("other", "avg", "`n`", ValueType.LONG), TOTAL),
                        List.of("session 30 min"),
                        METRIC.codecs());

        assertThat(renamed.rowDigest()).isEqualTo(METRIC.rowDigest());
    }

    /** The two texts have the same hash code. */
    @Test
    void textsOfOneHashCodeDiffer() {
        var one = List.of(aggregate("x", "avg", "`Aa`", ValueType.LONG));
        var other = List.of(aggregate("x", "avg", "`BB`", ValueType.LONG));

        assertThat("`Aa`").hasSameHashCodeAs("`BB`");
        assertThat(with("", List.of(), one).rowDigest())
                .isNotEqualTo(with("", List.of(), other).rowDigest());
    }

    @Test
    void aParametersZerosMeanNothing() {
        assertThat(percentile("0.950")).isEqualTo(percentile("0.95"));
        assertThat(percentile("0.950").rowDigest()).isEqualTo(percentile("0.95").rowDigest());
        assertThat(percentile("0.951").rowDigest()).isNotEqualTo(percentile("0.95").rowDigest());
    }

    private static MetricDefinition percentile(String parameter) {
        return with(
                "",
                List.of(),
                List.of(
                        new Aggregate(
                                "p",
                                "approx_percentile",
                                List.of(new Argument("`n`", ValueType.LONG)),
                                List.of(new BigDecimal(parameter)))));
    }

    private static MetricDefinition with(
            String filter, List<MetricDefinition.Key> keys, List<Aggregate> aggregates) {
        return new MetricDefinition(
                METRIC.name(), filter, keys, aggregates, METRIC.windows(), METRIC.codecs());
    }

    private static MetricDefinition.Key key(String name, String expression, ValueType type) {
        return new MetricDefinition.Key(name, expression, type);
    }

    private static Aggregate aggregate(
            String name, String function, String expression, ValueType type) {
        return new Aggregate(name, function, List.of(new Argument(expression, type)), List.of());
    }

    /** Lists are empty, short or of 100; texts empty, short, or longer than two bytes can count. */
    private static MetricDefinition definition(RandomGenerator random) {
        return new MetricDefinition(
                text(random),
                text(random),
                list(random, () -> key(text(random), text(random), type(random))),
                list(random, () -> aggregate(random)),
                list(random, () -> text(random)),
                random.nextInt());
    }

    private static Aggregate aggregate(RandomGenerator random) {
        var number = new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(30) - 10);
        return new Aggregate(
                text(random),
                text(random),
                list(random, () -> new Argument(text(random), type(random))),
                Collections.nCopies(random.nextInt(3), number));
    }

    private static <T> List<T> list(RandomGenerator random, Supplier<T> element) {
        int size =
                switch (random.nextInt(8)) {
                    case 0 -> MANY;
                    case 1, 2 -> 0;
                    default -> random.nextInt(4);
                };
        var list = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private static String text(RandomGenerator random) {
        return switch (random.nextInt(500)) {
            case 0 -> "é".repeat(LONG_TEXT);
            case 1, 2, 3 -> "";
            default -> "\uD83D\uDE00 é" + random.nextLong();
        };
    }

    private static ValueType type(RandomGenerator random) {
        var kinds = ValueType.Kind.values();
        var kind = kinds[random.nextInt(kinds.length)];
        return kind == ValueType.Kind.DECIMAL
                ? ValueType.decimal(random.nextInt(39), random.nextInt(20))
                : new ValueType(kind, 0, 0);
    }
}
