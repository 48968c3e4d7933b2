package org.tallystick.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.flink.JobMetrics;

class TallyTest {
    private final Tally tally = Tally.named("test");

    @AfterEach
    void forget() {
        Tally.forget("test");
    }

    @Test
    void countersOfOneNameAddUp() {
        tally.add(counter(3), JobMetrics.CELLS);
        tally.add(counter(4), JobMetrics.CELLS);
        tally.add(counter(5), JobMetrics.REJECTS);

        assertThat(tally.progress().cells()).isEqualTo(7);
        assertThat(tally.progress().rejects()).isEqualTo(5);
        assertThat(tally.progress().metricRejects()).isZero();
    }

    @Test
    void rejectsOfMetricsAreCountedByThemselves() {
        tally.add(counter(2), JobMetrics.METRIC_REJECTS);

        assertThat(tally.progress().metricRejects()).isEqualTo(2);
        assertThat(tally.progress().rejects()).isZero();
    }

    @Test
    void whatHasEndedStillCounts() {
        var ended = counter(3);
        tally.add(ended, JobMetrics.LATE);
        tally.add(counter(4), JobMetrics.LATE);

        tally.remove(ended, JobMetrics.LATE);
        ended.inc(100);

        assertThat(tally.progress().late()).isEqualTo(7);
    }

    @Test
    void theLargestEventTimeIsKept() {
        Gauge<Long> early = () -> -5L;
        Gauge<Long> none = () -> null;
        tally.add(none, JobMetrics.EVENT_TIME);
        assertThat(tally.progress().eventTime()).isEmpty();

        tally.add(early, JobMetrics.EVENT_TIME);
        tally.remove(early, JobMetrics.EVENT_TIME);

        assertThat(tally.progress().eventTime()).contains(Instant.ofEpochMilli(-5));
    }

    private static Counter counter(long count) {
        var counter = new SimpleCounter();
        counter.inc(count);
        return counter;
    }
}
