package org.tallystick.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNumbersTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNumberIsTheDoubleNextToIt(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var text = number(random);
            double next = new BigDecimal(text).doubleValue();
            // BigDecimal has no -0.0
            double expected = next == 0 && text.startsWith("-") ? -0.0 : next;
            assertThat(TextNumbers.binary(text)).as(text).isEqualTo(Optional.of(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aWholeNumberIsTheLong(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var text = sign(random) + digits(random, 1 + random.nextInt(22));
            var value = new BigInteger(text);
            var expected =
                    value.bitLength() < Long.SIZE
                            ? OptionalLong.of(value.longValueExact())
                            : OptionalLong.empty();
            assertThat(TextNumbers.whole(text)).as(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992.0, 9007199254740992",
        "9007199254740993, 9007199254740992",
        "900719925474099.3, 900719925474099.2",
        "0.0000000000000000000001, 1e-22",
        ".5, .5",
        "5., 5",
        "+5.25, 5.25",
        "-0, -0",
        "-0.000, -0",
        "999999999999999999, 1e18",
    })
    void atTheLimits(String text, double expected) {
        assertThat(TextNumbers.binary(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", ".", "-.", "1.2.3", "1e", "e5", "1-", "--1", "+-1", "1 ", " 1", "1f",
                "0x1", "1_000", "١", "nan", "1e400", "1e-400"
            })
    void allElseIsNone(String text) {
        assertThat(TextNumbers.binary(text)).isEmpty();
        assertThat(TextNumbers.whole(text)).isEmpty();
    }

    /** Around the lengths up to which a number is read without Java's help. */
    private static String number(Random random) {
        var digits = digits(random, 1 + random.nextInt(30));
        int point = random.nextInt(digits.length() + 1);
        var text =
                random.nextInt(4) == 0
                        ? digits
                        : digits.substring(0, point) + "." + digits.substring(point);
        return sign(random)
                + text
                + (random.nextInt(5) == 0 ? "e" + (random.nextInt(40) - 20) : "");
    }

    private static String digits(Random random, int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
        }
        return digits.toString();
    }

    private static String sign(Random random) {
        return new String[] {"", "", "-", "+"}[random.nextInt(4)];
    }
}
