package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
    private final MetricListener metrics = new MetricListener();

    @Test
    void aCounterIsFoundBelowTheGroup() {
        JobMetrics.counter(metrics.getMetricGroup(), JobMetrics.LATE).inc(7);

        var counter = metrics.getCounter("tallystick", "late");
        assertThat(counter).hasValueSatisfying(found -> assertThat(found.getCount()).isEqualTo(7));
    }

    @Test
    void eventTimeIsReadWhenAskedFor() {
        Long[] time = {null};
        JobMetrics.eventTime(metrics.getMetricGroup(), () -> time[0]);
        var gauge = metrics.<Long>getGauge("tallystick", "eventTime").orElseThrow();

        assertThat(gauge.getValue()).isNull();
        time[0] = 5L;
        assertThat(gauge.getValue()).isEqualTo(5);
    }
}
