package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWordIsReadBackAsTheValueItWas(long seed) {
        var any = new TestValues(new Random(seed));
        Stream.of(TestValues.NUMBERS, TestValues.OTHERS)
                .flatMap(List::stream)
                .filter(Values::isWord)
                .forEach(type -> checkRoundTrip(type, any.next(type)));
    }

    @Test
    void microsecondsBeforeTheEpochAreFloored() {
        assertThat(Values.toJava(ValueType.TIMESTAMP_LTZ, -1))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(Values.toJava(ValueType.TIMESTAMP, -1_500_000))
                .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:58.500"));
    }

    @Test
    void doublesThatAreEqualInSqlHaveEqualKeyWords() {
        double otherNaN = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

        assertThat(Values.keyWordOf(-0.0)).isEqualTo(Values.keyWordOf(0.0));
        assertThat(Values.keyWordOf(otherNaN)).isEqualTo(Values.keyWordOf(Double.NaN));
        assertThat(Values.wordOf(otherNaN)).isEqualTo(Values.wordOf(Double.NaN));
    }

    private static void checkRoundTrip(ValueType type, Object value) {
        var event = TestColumns.of(value);

        assertThat(Values.toJava(type, Values.word(type, event, Columns.FIRST))).isEqualTo(value);
        assertThat(Values.toJava(type, Values.toWord(value))).isEqualTo(value);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }
}
