package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link Aggregates} says of -0.0, NaN and the infinities, whatever the order. */
class SpecialDoublesTest {
    private static final double NAN_OF_OTHER_BITS = Double.longBitsToDouble(0xfff8_0000_0000_0001L);

    /** The values are in the order of their event times. */
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "count, -0.0 NaN -Infinity, 3",
        "sum, -0.0, 0.0",
        "sum, -0.0 -0.0, 0.0",
        "sum, 1 NaN Infinity, NaN",
        "sum, 1 Infinity Infinity, Infinity",
        "sum, 1 -Infinity, -Infinity",
        "sum, Infinity -Infinity 1, NaN",
        "sum, 1e308 1e308, Infinity",
        "sum, -1e308 1e308 -1e308 -1e308, -Infinity",
        "avg, -0.0, 0.0",
        "avg, -4.9e-324 0.0 0.0, 0.0",
        "avg, 1 NaN Infinity, NaN",
        "avg, 1 Infinity Infinity, Infinity",
        "avg, 1 -Infinity, -Infinity",
        "avg, Infinity -Infinity 1, NaN",
        "avg, 1e308 1e308, 1e308",
        "min, -0.0, -0.0",
        "min, 0.0 -0.0, -0.0",
        "min, -0.0 4.9e-324, -0.0",
        "min, NaN Infinity, Infinity",
        "min, NaN NaN, NaN",
        "min, 1 -Infinity NaN, -Infinity",
        "max, -0.0, -0.0",
        "max, 0.0 -0.0, 0.0",
        "max, -0.0 -4.9e-324, -0.0",
        "max, NaN Infinity 1, NaN",
        "max, Infinity 1, Infinity",
        "max, -Infinity -Infinity, -Infinity",
        "first, -0.0 0.0, -0.0",
        "first, 0.0 -0.0, 0.0",
        "first, NaN 1, NaN",
        "first, -Infinity 1, -Infinity",
        "last, 0.0 -0.0, -0.0",
        "last, -0.0 0.0, 0.0",
        "last, 1 NaN, NaN",
        "last, 1 Infinity, Infinity",
        "variance, -0.0 0.0, 0.0",
        "variance, 1 NaN, NaN",
        "variance, 1 Infinity 1, NaN",
        "variance, Infinity Infinity, NaN",
        "variance, NaN, ",
        "stddev, -0.0 0.0, 0.0",
        "stddev, 1 NaN, NaN",
        "stddev, 1 -Infinity 1, NaN",
        "stddev, NaN, ",
        "count_distinct, 0.0 -0.0, 1",
        "count_distinct, NaN OtherNaN, 1",
        "count_distinct, Infinity -Infinity NaN -0.0 Infinity, 4",
        "approx_count_distinct, 0.0 -0.0, 1",
        "approx_count_distinct, NaN OtherNaN, 1",
        "approx_count_distinct, Infinity -Infinity NaN -0.0 Infinity, 4",
        "approx_percentile, -0.0, 0.0",
        "approx_percentile, -0.0 0.0 -0.0, 0.0",
        "approx_percentile, NaN Infinity -Infinity, Infinity",
        "approx_percentile, NaN NaN Infinity, NaN",
        "approx_percentile, -Infinity -Infinity 1, -Infinity",
        "min, OtherNaN, NaN",
        "first, OtherNaN, NaN"
    })
    void everyOrderGivesTheSame(String function, String values, String expected) {
        var aggregator = aggregator(function);
        var numbers = numbers(values);
        var events =
                IntStream.range(0, numbers.size())
                        .mapToObj(i -> TestColumns.of(numbers.get(i)).at(i))
                        .toList();
        Object result = expected == null ? null : value(aggregator.resultType(), expected);

        for (var order : orders(events)) {
            assertThat(Accumulator.of(aggregator, order).result())
                    .as("%s", order)
                    .isEqualTo(result);
            assertThat(merged(aggregator, order).result()).as("%s", order).isEqualTo(result);
            assertThat(merged(aggregator, order).canonical())
                    .as("%s", order)
                    .isEqualTo(Accumulator.of(aggregator, events).canonical());
        }
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "first, 0.0 -0.0, -0.0",
        "last, 0.0 -0.0, 0.0",
        "first, NaN Infinity, Infinity",
        "last, NaN Infinity, NaN"
    })
    void valuesOfOneTimeAndIdentityAreOrderedAsByMinAndMax(
            String function, String values, double expected) {
        var events = numbers(values).stream().map(TestColumns::of).toList();

        for (var order : orders(events)) {
            assertThat(Accumulator.of(aggregator(function), order).result()).isEqualTo(expected);
        }
    }

    @Test
    void everyAggregateIsHere() throws NoSuchMethodException {
        var table =
                SpecialDoublesTest.class
                        .getDeclaredMethod(
                                "everyOrderGivesTheSame", String.class, String.class, String.class)
                        .getAnnotation(CsvSource.class);

        assertThat(Arrays.stream(table.value()).map(line -> line.substring(0, line.indexOf(','))))
                .containsAll(Aggregates.names());
    }

    private static Accumulator merged(Aggregator aggregator, List<TestColumns> events) {
        var merged = new Accumulator(aggregator);
        events.forEach(event -> merged.merge(new Accumulator(aggregator).add(event)));
        return merged;
    }

    private static Aggregator aggregator(String function) {
        List<BigDecimal> parameters =
                function.equals("approx_percentile") ? List.of(new BigDecimal("0.5")) : List.of();
        return Aggregates.create(
                function, List.of(ValueType.DOUBLE), List.of(Columns.FIRST), parameters);
    }

    private static List<Object> numbers(String values) {
        return Arrays.stream(values.split(" ", -1))
                .map(each -> value(ValueType.DOUBLE, each))
                .toList();
    }

    private static Object value(ValueType type, String text) {
        if (type.equals(ValueType.LONG)) {
            return Long.valueOf(text);
        }
        return text.equals("OtherNaN") ? (Double) NAN_OF_OTHER_BITS : Double.valueOf(text);
    }

    /** All permutations. */
    private static <T> List<List<T>> orders(List<T> elements) {
        if (elements.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<T>>();
        for (int i = 0; i < elements.size(); i++) {
            var others = new ArrayList<>(elements);
            var first = others.remove(i);
            for (var rest : orders(others)) {
                var order = new ArrayList<T>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
