package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** min, max, first and last. */
class ExtremumTest {
    private static final ValueType MONEY = ValueType.decimal(10, 2);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheFirstAndLastOfTheSortedValues(long seed) {
        var any = new TestValues(new Random(seed));
        for (var type : types()) {
            var values = Stream.generate(() -> any.next(type)).limit(seed + 1).toList();
            var sorted = values.stream().sorted(order()).toList();

            assertThat(result("min", type, values)).isEqualTo(sorted.get(0));
            assertThat(result("max", type, values)).isEqualTo(sorted.get(sorted.size() - 1));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void firstAndLastAreByTimeAndIdentity(long seed) {
        var random = new Random(seed);
        var any = new TestValues(random);
        for (var type : types()) {
            var values = Stream.generate(() -> any.next(type)).limit(seed + 1).toList();
            var inTime =
                    IntStream.range(0, values.size())
                            .mapToObj(
                                    i ->
                                            TestColumns.of(values.get(i))
                                                    .at(i / 4)
                                                    .identity(i % 4 - 2))
                            .toList();
            var shuffled = new ArrayList<>(inTime);
            Collections.shuffle(shuffled, random);

            assertThat(ofEvents("first", type, shuffled)).isEqualTo(values.get(0));
            assertThat(ofEvents("last", type, shuffled)).isEqualTo(values.get(values.size() - 1));
        }
    }

    @Test
    void firstAndLastPassOverNulls() {
        var events = List.of(event(1, null), event(2, "a"), event(3, "b"), event(4, null));

        assertThat(ofEvents("first", ValueType.STRING, events)).isEqualTo("a");
        assertThat(ofEvents("last", ValueType.STRING, events)).isEqualTo("b");
    }

    @Test
    void eventsOfOneTimeAndIdentityAreToldApartByTheirValue() {
        var events = List.of(event(1, 7L), event(1, -7L), event(1, 3L));

        assertThat(ofEvents("first", ValueType.LONG, events)).isEqualTo(-7L);
        assertThat(ofEvents("last", ValueType.LONG, events)).isEqualTo(7L);
    }

    @Test
    void stringsAreOrderedByCodePointNotByUtf16() {
        var values = List.of("\uffee", "\ud83d\ude00"); // the second is U+1F600

        assertThat(result("max", ValueType.STRING, values)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void decimalsKeepTheirScale() {
        assertThat(result("max", MONEY, List.of(new BigDecimal("1.5"))))
                .isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void onlyNullsGiveNull() {
        for (var type : types()) {
            for (var function : List.of("min", "max", "first", "last")) {
                assertThat(result(function, type, Collections.singletonList(null))).isNull();
            }
        }
    }

    private static TestColumns event(long time, Object value) {
        return TestColumns.of(value).at(time);
    }

    private static Object result(String function, ValueType type, List<?> values) {
        return Accumulator.ofValues(function, type, values).result();
    }

    private static Object ofEvents(String function, ValueType type, List<TestColumns> events) {
        var aggregator = Aggregates.create(function, List.of(type), List.of(3), List.of());
        return Accumulator.of(aggregator, events).result();
    }

    private static Comparator<Object> order() {
        return (left, right) ->
                left instanceof String text
                        ? byCodePoint(text, right.toString())
                        : natural(left, right);
    }

    /** Every class of values but String orders them as it should. */
    private static int natural(Object left, Object right) {
        var sorted = new Object[] {left, right};
        Arrays.sort(sorted);
        return left.equals(right) ? 0 : sorted[0].equals(left) ? -1 : 1;
    }

    private static int byCodePoint(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }

    private static List<ValueType> types() {
        return Stream.of(TestValues.NUMBERS, TestValues.OTHERS).flatMap(List::stream).toList();
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }
}
