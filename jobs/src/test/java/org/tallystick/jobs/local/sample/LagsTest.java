package org.tallystick.jobs.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagsTest {
    private final Lags lags = new Lags();

    @Test
    void aLagIsMeasuredFromTheLargestTimeBefore() {
        add("p", 100, 90, 120, 100, 130);

        assertThat(lags.count()).isEqualTo(5);
        assertThat(lags.largest()).isEqualTo(20);
        assertThat(lags.beyond(10)).isEqualTo(1);
        assertThat(lags.at(0.8)).isEqualTo(10);
        assertThat(lags.earliest()).isEqualTo(90);
        assertThat(lags.latest()).isEqualTo(130);
    }

    @Test
    void eachPartitionHasAClock() {
        add("p", 1000);
        add("q", 1, 3, 2);

        assertThat(lags.largest()).isEqualTo(1);
        assertThat(lags.add("r", 5)).isEmpty();
        assertThat(lags.add("q", 5)).hasValue(3);
    }

    @Test
    void newestFirstIsTold() {
        add("p", 9, 8, 7, 7, 6, 5);
        assertThat(lags.isNewestFirst()).isTrue();
        assertThat(lags.largest()).isEqualTo(4);
    }

    @Test
    void someDisorderIsNotNewestFirst() {
        add("p", 1, 3, 2, 5, 4, 7, 6);
        assertThat(lags.isNewestFirst()).isFalse();
        add("q", 1, 1, 1);
        assertThat(lags.isNewestFirst()).isFalse();
    }

    @Test
    void withoutEventsThereIsNoLag() {
        assertThat(lags.largest()).isZero();
        assertThat(lags.at(0.99)).isZero();
        assertThat(lags.isNewestFirst()).isFalse();
    }

    private void add(String partition, long... times) {
        for (long time : times) {
            lags.add(partition, time);
        }
    }
}
