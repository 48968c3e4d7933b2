package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void theLineHasEveryFigureInPlainNumbers() {
        var noon = Optional.of(Instant.parse("2001-01-05T12:00:59Z"));
        var progress = new Progress(1_234_567, 50, 0, 0, 200, 12, 0, 98_765, InputFlaws.NONE, noon);

        assertThat(progress.line(45_678.9, Duration.ofSeconds(125)))
                .isEqualTo(
                        "2:05  1,234,567 events  45,679/s  at 2001-01-05 12:00  98,765 cells"
                                + "  50 rejects  12 late");
    }

    @Test
    void whatIsRareIsShownIfThereIsAny() {
        var progress =
                new Progress(9, 1, 4, 1_002, 0, 0, 2, 3, new InputFlaws(1, 2, 0), Optional.empty());

        assertThat(progress.line(0, Duration.ZERO))
                .isEqualTo(
                        "0:00  9 events  0/s  at -  3 cells  1 rejects  0 late"
                                + "  2 after idle  1,002 rejects by metrics  4 tombstones passed over"
                                + "  1 late by a fast clock  2 files behind the clock");
    }

    @Test
    void beforeTheFirstEventThereIsNoTime() {
        assertThat(Progress.NONE.line(0, Duration.ZERO))
                .isEqualTo("0:00  0 events  0/s  at -  0 cells  0 rejects  0 late");
    }
}
