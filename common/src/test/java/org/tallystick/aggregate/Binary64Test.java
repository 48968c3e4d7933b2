package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding 128 bits without objects is rounding them as a BigInteger. */
class Binary64Test {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void bothRoundAlike(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 100_000; i++) {
            int shift = random.nextInt(64);
            boolean wide = random.nextBoolean();
            long high = wide ? random.nextLong() >> shift : -random.nextInt(2);
            // Often nothing but zeros or ones behind some bit: halves, and almost halves.
            long low = random.nextLong() << random.nextInt(64);
            assertRoundAlike(high, low - random.nextInt(2), random.nextInt(2400) - 1300);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 1, -1074",
        "0, 1, -1075",
        "0, 3, -1075",
        "-1, -1, 5",
        "-9223372036854775808, 0, 3",
        "-9223372036854775808, 1, 3",
        "9223372036854775807, -1, 0",
        "0, -9223372036854775808, 0",
        "0, -1, 960",
        "0, -1, 961"
    })
    void theEdgesRoundAlike(long high, long low, int exponent) {
        assertRoundAlike(high, low, exponent);
    }

    private static void assertRoundAlike(long high, long low, int exponent) {
        assertThat(Binary64.nearest(high, low, exponent))
                .as("%d, %d * 2^%d", high, low, exponent)
                .isEqualTo(
                        Binary64.nearest(Int128.toBigInteger(high, low), BigInteger.ONE, exponent));
    }
}
