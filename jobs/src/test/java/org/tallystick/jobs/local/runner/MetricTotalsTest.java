package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.flink.JobMetrics;

class MetricTotalsTest {
    private final MetricTotals totals = MetricTotals.named("test");
    private long latestCheckpoint = -1;

    @AfterEach
    void forget() {
        MetricTotals.forget("test");
    }

    @Test
    void countersOfOneNameAddUp() {
        totals.add(counter(3), at(0, JobMetrics.CELLS));
        totals.add(counter(4), at(1, JobMetrics.CELLS));
        totals.add(counter(5), at(0, JobMetrics.REJECTS));

        assertThat(totals.progress().cells()).isEqualTo(7);
        assertThat(totals.progress().rejects()).isEqualTo(5);
        assertThat(totals.progress().metricRejects()).isZero();
    }

    @Test
    void everyFigureIsCountedByItself() {
        totals.add(counter(2), at(0, JobMetrics.METRIC_REJECTS));
        totals.add(counter(3), at(0, JobMetrics.AFTER_IDLE));

        assertThat(totals.progress().metricRejects()).isEqualTo(2);
        assertThat(totals.progress().afterIdle()).isEqualTo(3);
        assertThat(totals.progress().rejects()).isZero();
    }

    @Test
    void whatHasEndedStillCounts() {
        var ended = counter(3);
        totals.add(ended, at(0, JobMetrics.LATE));
        totals.add(counter(4), at(1, JobMetrics.LATE));

        totals.remove(ended, at(0, JobMetrics.LATE));
        ended.inc(100);

        assertThat(totals.progress().late()).isEqualTo(7);
    }

    @Test
    void withoutACheckpointARestartCountsFromNothing() {
        run(0, 300, 0);
        run(1, 20, 0);
        run(0, 200, 0);

        assertThat(totals.progress().events()).isEqualTo(220);
    }

    @Test
    void aRestartGoesOnFromWhatStoodAtTheLatestCheckpoint() {
        knowLatestCheckpoint();
        run(0, 300, 1);
        run(1, 20, 1);
        latestCheckpoint = 1;
        run(0, 50, 2);
        run(1, 6, 2);
        run(0, 50, 2);
        run(1, 6, 2);
        assertThat(totals.progress().events()).isEqualTo(376);

        latestCheckpoint = 2;
        run(0, 1, 3);
        run(1, 2, 3);

        assertThat(totals.progress().events()).isEqualTo(379);
    }

    @Test
    void aCheckpointOfAnotherJobMarksNothing() {
        knowLatestCheckpoint();
        run(0, 300, 0);
        totals.checkpointed(Map.of("<job_id>", "other", "<subtask_index>", "0"), 1);
        latestCheckpoint = 1;
        run(0, 4, 0);

        assertThat(totals.progress().events()).isEqualTo(4);
    }

    @Test
    void theFirstThreeRejectsAreKept() {
        totals.add(counter(9), at(0, JobMetrics.REJECTS));
        for (var reason : new String[] {"a", "b", "a", "c", "d"}) {
            totals.rejected(variables(0), reason);
        }
        totals.rejected(Map.of("<job_id>", "other"), "e");

        assertThat(totals.firstRejects()).containsExactly("a", "b", "c");
    }

    @Test
    void theLargestEventTimeIsKept() {
        Gauge<Long> early = () -> -5L;
        Gauge<Long> none = () -> null;
        totals.add(none, at(0, JobMetrics.EVENT_TIME));
        assertThat(totals.progress().eventTime()).isEmpty();

        totals.add(early, at(1, JobMetrics.EVENT_TIME));
        totals.remove(early, at(1, JobMetrics.EVENT_TIME));

        assertThat(totals.progress().eventTime()).contains(Instant.ofEpochMilli(-5));
    }

    /** An attempt of a subtask that counts events, takes its part in a checkpoint, and ends. */
    private void run(int subtask, long events, long checkpoint) {
        var counter = counter(events);
        totals.add(counter, at(subtask, JobMetrics.EVENTS));
        if (checkpoint > 0) {
            totals.checkpointed(variables(subtask), checkpoint);
        }
        totals.remove(counter, at(subtask, JobMetrics.EVENTS));
    }

    private void knowLatestCheckpoint() {
        Gauge<Long> latest = () -> latestCheckpoint;
        totals.add(latest, at(0, MetricTotals.LATEST_CHECKPOINT));
    }

    private static MetricTotals.Place at(int subtask, String name) {
        return MetricTotals.Place.of(variables(subtask), name);
    }

    private static Map<String, String> variables(int subtask) {
        return Map.of("<job_id>", "job", "<subtask_index>", Integer.toString(subtask));
    }

    private static Counter counter(long count) {
        var counter = new SimpleCounter();
        counter.inc(count);
        return counter;
    }
}
