package org.tallystick.jobs.local.init;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.local.sample.Lags;
import org.tallystick.text.Durations;

class DisorderTest {
    private static final long HOUR = 3_600_000;

    @ParameterizedTest
    @CsvSource({
        "1 ms, 1 s",
        "1 s, 1 s",
        "61 s, 2 min",
        "16 min, 30 min",
        "25 h, 2 d",
        "31 d, 60 d",
        "360 d, 360 d",
        "366 d, 730 d",
        "3650 d, 3650 d",
        "100000 d, 36500 d"
    })
    void isRoundAndNoLess(String lag, String round) {
        assertThat(Disorder.rounded(Durations.parse(lag).toMillis()))
                .isEqualTo(Durations.parse(round).toMillis());
    }

    @Test
    void coversTheLargestLag() {
        assertThat(of(0, 10, 20, 30, 29, 40).millis()).isEqualTo(HOUR);
    }

    @Test
    void newestFirstIsAsLongAsAll() {
        var disorder = of(30, 20, 10, 0);
        assertThat(disorder.millis()).isEqualTo(48 * HOUR);
        assertThat(disorder.why().get(0)).startsWith("The sample is newest first");
    }

    @Test
    void noOrderAtAllIsTold() {
        assertThat(of(10, 30, 0, 20, 5, 25).why().get(0)).startsWith("The sample is in no order");
    }

    @Test
    void whatLagsMoreThanAPipelineTakesIsTold() {
        var disorder = of(0, 40_000 * 24, 10);
        assertThat(disorder.millis()).isEqualTo(36_500 * 24 * HOUR);
        assertThat(disorder.why().get(1)).startsWith("and will be late");
    }

    @Test
    void aSampleInOrderLeavesAMinute() {
        assertThat(of(1, 2, 2, 3).millis()).isEqualTo(60_000);
    }

    private static Disorder of(long... hours) {
        var lags = new Lags();
        for (long hour : hours) {
            lags.add("", hour * HOUR);
        }
        return Disorder.of(lags);
    }
}
