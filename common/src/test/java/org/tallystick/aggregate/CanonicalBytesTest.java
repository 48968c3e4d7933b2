package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that savepoints hold: to change one of these is to change the state's format. */
class CanonicalBytesTest {
    private static final List<Object> NUMBERS = List.of(1.5, -3.0, 1e40, 1.5);
    private static final List<Object> STRINGS = List.of("b", "\u00e9", "a", "b");

    @ParameterizedTest(name = "{0} of doubles")
    @CsvSource({
        "count, 0400000000000000",
        "sum, a55cc3f129631d000000000000000000500000000100000000",
        "avg, 0400000000000000a55cc3f129631d000000000000000000500000000100000000",
        "min, 010000000000000000000000000008c0",
        "max, 0100000000000000a55cc3f129633d48",
        "first, e803000000000000ffffffffffffffff0100000000000000000000000000f83f",
        "last, eb03000000000000fcffffffffffffff0100000000000000000000000000f83f",
        "count_distinct, 038080808080808084c00180808080808080f87fa5b98d8e9fe5d8a208",
        "approx_count_distinct, 0381e4bfe008ffbbbdda0c81e0f921",
        "approx_percentile, 03d5e8fdff0701b3ae0402962401"
    })
    void numbersKeepTheirForm(String function, String hex) {
        assertThat(canonical(function, ValueType.DOUBLE, NUMBERS)).isEqualTo(hex);
    }

    @ParameterizedTest(name = "{0} of strings")
    @CsvSource({
        "min, 0261",
        "last, eb03000000000000fcffffffffffffff0262",
        "count_distinct, 030161016202c3a9",
        "approx_count_distinct, 0380e598b60e87afb78601fa8198fe05"
    })
    void stringsKeepTheirForm(String function, String hex) {
        assertThat(canonical(function, ValueType.STRING, STRINGS)).isEqualTo(hex);
    }

    @Test
    void varianceKeepsItsForm() {
        assertThat(canonical("variance", ValueType.DOUBLE, NUMBERS))
                .isEqualTo(
                        "0400000000000000a55cc3f129631d0000000000000000005000000001000000"
                                + "00000000000000000000000000000000ffffffff10000000002206bf3bd47c3e"
                                + "d7dd68bdddca04b2000000000000000000000000000000000000001b");
    }

    private static String canonical(String function, ValueType type, List<Object> values) {
        List<BigDecimal> parameters =
                function.equals("approx_percentile") ? List.of(BigDecimal.ONE) : List.of();
        var aggregator =
                Aggregates.create(function, List.of(type), List.of(Columns.FIRST), parameters);
        var events =
                IntStream.range(0, values.size())
                        .mapToObj(i -> TestColumns.of(values.get(i)).at(1000 + i).identity(-1 - i))
                        .toList();
        return HexFormat.of().formatHex(Accumulator.of(aggregator, events).canonical());
    }
}
