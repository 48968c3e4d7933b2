package org.tallystick.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.flink.JobMetrics;

class MetricTotalsTest {
    private final MetricTotals totals = MetricTotals.named("test");

    @AfterEach
    void forget() {
        MetricTotals.forget("test");
    }

    @Test
    void countersOfOneNameAddUp() {
        totals.add(counter(3), JobMetrics.CELLS);
        totals.add(counter(4), JobMetrics.CELLS);
        totals.add(counter(5), JobMetrics.REJECTS);

        assertThat(totals.progress().cells()).isEqualTo(7);
        assertThat(totals.progress().rejects()).isEqualTo(5);
        assertThat(totals.progress().metricRejects()).isZero();
    }

    @Test
    void rejectsOfMetricsAreCountedByThemselves() {
        totals.add(counter(2), JobMetrics.METRIC_REJECTS);

        assertThat(totals.progress().metricRejects()).isEqualTo(2);
        assertThat(totals.progress().rejects()).isZero();
    }

    @Test
    void whatHasEndedStillCounts() {
        var ended = counter(3);
        totals.add(ended, JobMetrics.LATE);
        totals.add(counter(4), JobMetrics.LATE);

        totals.remove(ended, JobMetrics.LATE);
        ended.inc(100);

        assertThat(totals.progress().late()).isEqualTo(7);
    }

    @Test
    void theLargestEventTimeIsKept() {
        Gauge<Long> early = () -> -5L;
        Gauge<Long> none = () -> null;
        totals.add(none, JobMetrics.EVENT_TIME);
        assertThat(totals.progress().eventTime()).isEmpty();

        totals.add(early, JobMetrics.EVENT_TIME);
        totals.remove(early, JobMetrics.EVENT_TIME);

        assertThat(totals.progress().eventTime()).contains(Instant.ofEpochMilli(-5));
    }

    private static Counter counter(long count) {
        var counter = new SimpleCounter();
        counter.inc(count);
        return counter;
    }
}
