package org.tallystick.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueListTest {
    private static final List<Object> EDGES =
            Collections.unmodifiableList(
                    Arrays.asList(
                            null,
                            true,
                            false,
                            0L,
                            1L,
                            -1L,
                            63L,
                            64L,
                            -65L,
                            Long.MAX_VALUE,
                            Long.MIN_VALUE,
                            0.0,
                            -0.0,
                            Double.MIN_VALUE,
                            Double.NaN,
                            Double.NEGATIVE_INFINITY,
                            BigDecimal.ZERO,
                            new BigDecimal("1.0"),
                            new BigDecimal("1.00"),
                            new BigDecimal(BigInteger.TEN.pow(37).negate(), 18),
                            "",
                            "null",
                            "žlutý 🐎 \u0000",
                            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                            LocalDateTime.of(2001, 1, 1, 0, 0),
                            Instant.parse("2001-01-01T00:00:00Z"),
                            Instant.parse("0001-01-01T00:00:00.000001Z"),
                            LocalDate.of(2001, 1, 1),
                            LocalDate.of(1900, 2, 28),
                            LocalTime.MIDNIGHT,
                            LocalTime.of(23, 59, 59, 999_000_000)));

    @Test
    void everyValueReadsBackAsItWas() throws IOException {
        assertThat(read(bytes(EDGES))).isEqualTo(EDGES);
    }

    @Test
    void differentValuesHaveDifferentBytes() throws IOException {
        for (Object left : EDGES) {
            for (Object right : EDGES) {
                var leftKey = Collections.singletonList(left);
                var rightKey = Collections.singletonList(right);
                assertThat(Arrays.equals(bytes(leftKey), bytes(rightKey)))
                        .as("%s and %s", left, right)
                        .isEqualTo(leftKey.equals(rightKey));
            }
        }
    }

    @Test
    void everyNanIsTheSame() throws IOException {
        double other = Double.longBitsToDouble(0x7ff8000000000001L);

        assertThat(bytes(List.of(other))).isEqualTo(bytes(List.of(Double.NaN)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void listsAreEqualExactlyWhenTheirBytesAre(long seed) throws IOException {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var left = anyList(random);
            var right = anyList(random);
            assertThat(read(bytes(left))).isEqualTo(left);
            assertThat(Arrays.equals(bytes(left), bytes(right))).isEqualTo(left.equals(right));
        }
    }

    @Test
    void aValueNoCellHoldsIsRefused() {
        assertThatThrownBy(() -> bytes(List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no cell holds a value of class java.lang.Integer");
    }

    @Test
    void anUnknownTagIsAnError() {
        assertThatThrownBy(() -> read(new byte[] {1, 99})).hasMessageContaining("unknown tag 99");
    }

    /** Few kinds and few values, so that equal lists come up. */
    private static List<Object> anyList(Random random) {
        var list = new ArrayList<>();
        for (int size = random.nextInt(3); size > 0; size--) {
            list.add(EDGES.get(random.nextInt(6)));
        }
        return list;
    }

    private static byte[] bytes(List<?> values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ValueList.write(values, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static List<Object> read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        var values = ValueList.read(in);
        assertThat(in.available()).isZero();
        return values;
    }
}
