package org.tallystick.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheJdkOnAnyInstant(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L);
            millis = random.nextBoolean() ? millis : millis / 1000 * 1000;
            assertThat(millis(Instant.ofEpochMilli(millis).toString())).isEqualTo(millis);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01T00:03:00Z, 2001-01-01T00:03:00Z",
        "2001-01-01T00:03:00, 2001-01-01T00:03:00Z",
        "2001-01-01T00:03, 2001-01-01T00:03:00Z",
        "2001-01-01T00:03:00.5Z, 2001-01-01T00:03:00.500Z",
        "2001-01-01T00:03:00.123456Z, 2001-01-01T00:03:00.123Z",
        "1969-12-31T23:59:59.999999, 1969-12-31T23:59:59.999Z",
        "2001-01-01T02:03:00+02:00, 2001-01-01T00:03:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z"
    })
    void offsetsDecimalsAndTheirAbsenceAreUnderstood(String text, Instant expected) {
        assertThat(millis(text)).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2001-02-30T00:00:00Z",
                "2001-13-01T00:00:00Z",
                "2001-01-01T24:00:01Z",
                "2001-01-01 00:03:00",
                "2001-01-01"
            })
    void whatIsNoDateTimeIsRefused(String text) {
        assertThatThrownBy(() -> millis(text)).isInstanceOf(DateTimeException.class);
    }

    private static long millis(String text) {
        return IsoTime.millis(text.getBytes(UTF_8));
    }
}
