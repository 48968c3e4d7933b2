package org.tallystick.jobs.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.text.Durations;

class RoundDurationsTest {

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
        assertThat(RoundDurations.atLeast(Durations.parse(lag).toMillis()))
                .isEqualTo(Durations.parse(round).toMillis());
    }

    @Test
    void rise() {
        assertThat(RoundDurations.all()).isSorted().doesNotHaveDuplicates();
    }
}
