package org.tallystick.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.table.data.DecimalData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactDecimalTest {
    private static final String SIGNS = "0123456789000999..--++eE x";

    private static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsWhatJavaReadsWhereThatFits(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var text = text(random);
            int precision = 1 + random.nextInt(38);
            int scale = random.nextInt(precision + 1);
            assertThat(ExactDecimal.of(text, precision, scale))
                    .as("%s as DECIMAL(%d, %d)", text, precision, scale)
                    .isEqualTo(expected(text, precision, scale));
        }
    }

    private static String text(Random random) {
        if (random.nextBoolean()) {
            var value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64));
            return value.movePointLeft(random.nextInt(20)).toString();
        }
        var text = new StringBuilder();
        for (int left = random.nextInt(12); left >= 0; left--) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }

    private static Optional<DecimalData> expected(String text, int precision, int scale) {
        try {
            var value = new BigDecimal(text).stripTrailingZeros();
            boolean digits = value.precision() - (long) value.scale() <= precision - scale;
            return value.signum() == 0 || (value.scale() <= scale && digits)
                    ? Optional.of(DecimalData.fromBigDecimal(value, precision, scale))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Were they computed with, this would take minutes. */
    @Test
    void aMillionDigitsCostNoMoreThanToLookAtThem() {
        for (int i = 0; i < 20; i++) {
            assertThat(ExactDecimal.of("9".repeat(1_000_000), 38, 0)).isEmpty();
            assertThat(ExactDecimal.of("0." + "9".repeat(1_000_000), 38, 2)).isEmpty();
            assertThat(ExactDecimal.of("1e" + "9".repeat(1_000_000), 38, 2)).isEmpty();
            assertThat(ExactDecimal.of("1e-" + "9".repeat(1_000_000), 38, 2)).isEmpty();
            assertThat(ExactDecimal.of("0".repeat(1_000_000) + "1.50", 3, 2))
                    .contains(DecimalData.fromUnscaledLong(150, 3, 2));
        }
    }
}
