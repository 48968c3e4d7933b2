package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SumTest {
    private static final ValueType MONEY = ValueType.decimal(10, 2);
    private static final ValueType LARGE = ValueType.decimal(38, 9);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void integersAddUpBeyond64Bits(long seed) {
        var values = new Random(seed).longs(200).boxed().toList();
        var exact = values.stream().map(BigDecimal::valueOf).reduce(BigDecimal::add);

        assertThat(sum(ValueType.LONG, values)).isEqualTo(exact.orElseThrow());
    }

    @Test
    void theLargestIntegersAddUp() {
        var values = Collections.nCopies(1000, Long.MIN_VALUE);

        assertThat(sum(ValueType.LONG, values))
                .isEqualTo(new BigDecimal(Long.MIN_VALUE).multiply(BigDecimal.valueOf(1000)));
    }

    @Test
    void aSumOfTheMostIntegersThereCanBeFits() {
        var sum = Accumulator.ofValues("sum", ValueType.LONG, List.of(Long.MIN_VALUE));
        for (int doubling = 0; doubling < 63; doubling++) {
            sum.merge(sum.copy());
            sum.canonical();
        }

        assertThat(sum.result()).isEqualTo(new BigDecimal(BigInteger.TWO.pow(126).negate()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decimalsAddUpExactly(long seed) {
        var random = new TestValues(new Random(seed));
        for (var type : List.of(MONEY, LARGE)) {
            var values = Stream.generate(() -> (BigDecimal) random.next(type)).limit(50).toList();
            var exact = values.stream().reduce(BigDecimal::add).orElseThrow();

            assertThat(sum(type, values)).isEqualTo(exact.precision() > 38 ? null : exact);
        }
    }

    @Test
    void aDecimalSumOfMoreThan38DigitsIsNullAndComesBackWhenItShrinks() {
        var most = new BigDecimal("9".repeat(29) + "." + "9".repeat(9));
        var sum = Accumulator.ofValues("sum", LARGE, List.of(most, most, most));

        assertThat(sum.result()).isNull();
        sum.add(TestColumns.of(most.negate())).add(TestColumns.of(most.negate()));
        assertThat(sum.result()).isEqualTo(most);
    }

    @Test
    void nullsAreIgnoredAndNothingElseIsNull() {
        var none = Collections.singletonList(null);
        for (var type : TestValues.NUMBERS) {
            assertThat(sum(type, none)).isNull();
            assertThat(Accumulator.ofValues("avg", type, none).result()).isNull();
            assertThat(Accumulator.ofValues("count", type, none).result()).isEqualTo(0L);
        }
    }

    @Test
    void theResultTypeHolds38Digits() {
        assertThat(resultType("sum", ValueType.LONG)).isEqualTo(ValueType.decimal(38, 0));
        assertThat(resultType("sum", MONEY)).isEqualTo(ValueType.decimal(38, 2));
        assertThat(resultType("sum", ValueType.DOUBLE)).isEqualTo(ValueType.DOUBLE);
        assertThat(resultType("avg", MONEY)).isEqualTo(ValueType.DOUBLE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void averagesOfIntegersAndDecimalsAreRoundedOnce(long seed) {
        var random = new TestValues(new Random(seed));
        for (var type : List.of(ValueType.LONG, MONEY, LARGE)) {
            var values = Stream.generate(() -> random.next(type)).limit(seed + 1).toList();
            var exact =
                    values.stream()
                            .map(value -> new BigDecimal(value.toString()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(Accumulator.ofValues("avg", type, values).result())
                    .isEqualTo(NearestDouble.of(exact, BigDecimal.valueOf(seed + 1)));
        }
    }

    private static Object sum(ValueType type, List<?> values) {
        return Accumulator.ofValues("sum", type, values).result();
    }

    private static ValueType resultType(String function, ValueType type) {
        return Aggregates.create(function, List.of(type), List.of(3), List.of()).resultType();
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }
}
