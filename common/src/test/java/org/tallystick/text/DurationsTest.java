package org.tallystick.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "15 min, PT15M, 15 min",
        "15min, PT15M, 15 min",
        "90 minutes, PT1H30M, 1 h 30 min",
        "1 h 30 min, PT1H30M, 1 h 30 min",
        "1h30m, PT1H30M, 1 h 30 min",
        "1 HOUR, PT1H, 1 h",
        "7 days, PT168H, 1 w",
        "8 d, PT192H, 8 d",
        "2 weeks, PT336H, 2 w",
        "36 h, PT36H, 1 d 12 h",
        "1500 ms, PT1.5S, 1 s 500 ms",
        "PT15M, PT15M, 15 min",
        "pt1.5s, PT1.5S, 1 s 500 ms",
        "P1D, PT24H, 1 d",
        "-PT1H, PT-1H, -1 h",
        "-1 h 30 min, PT-1H-30M, -1 h 30 min",
        "0 s, PT0S, 0 s",
        "0 w, PT0S, 0 s",
    })
    void anySpellingIsReadAndHasOneNormalForm(String text, Duration expected, String normal) {
        var duration = Durations.parse(text);

        assertThat(duration).isEqualTo(expected);
        assertThat(Durations.text(duration)).isEqualTo(normal);
        assertThat(Durations.parse(normal)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "15 mim | '15 mim' is no duration: unknown unit 'mim' (did you mean 'min'?); write"
                        + " for example 15 min, 1 h 30 min, 1 d or PT15M",
                "5 fortnights | '5 fortnights' is no duration: unknown unit 'fortnights'; write for"
                        + " example 15 min, 1 h 30 min, 1 d or PT15M",
                "15 | '15' is no duration: write for example 15 min, 1 h 30 min, 1 d or PT15M",
                "1.5 h | '1.5 h' is no duration: write for example 15 min, 1 h 30 min, 1 d or PT15M",
                "PT | 'PT' is no duration: write for example 15 min, 1 h 30 min, 1 d or PT15M",
                "30 min 1 h | '30 min 1 h' is no duration: units go from large to small, each once",
                "1 h 1 h | '1 h 1 h' is no duration: units go from large to small, each once",
                "PT0.0001S | 'PT0.0001S' is no duration: it is finer than a millisecond",
                "999999999999999999 w | '999999999999999999 w' is too long a duration",
                "9999999999999999999 ms | '9999999999999999999 ms' is too long a duration",
            })
    void whatIsNoDurationIsRefusedWithWhatIsAccepted(String text, String message) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void everyDurationReadsBackFromItsText() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

        for (int i = 0; i < 1_000; i++) {
            long millis = random.nextLong() >> random.nextInt(10, 64);
            assertThat(Durations.parse(Durations.text(millis)).toMillis()).isEqualTo(millis);
        }
    }
}
