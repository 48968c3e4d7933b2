package org.tallystick.jobs.local.init;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tallystick.jobs.local.sample.Lags;

class DisorderTest {
    private static final long HOUR = 3_600_000;

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
