package org.tallystick.jobs.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.Events;

class ArrivalCountsTest {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    private static final Events EVENTS =
            new Events(
                    "{}",
                    "t",
                    TimeForm.STANDARD,
                    List.of(),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty(),
                    Duration.ofDays(1),
                    1_000);

    private static final Allowances ALLOWANCES = Allowances.of(EVENTS);

    /** What the second of two subtasks counts is added to what the first has. */
    @Test
    void partitionsAreAddedUpOverSubtasks() {
        var all = new ArrivalCounts(ALLOWANCES);
        var other = new ArrivalCounts(ALLOWANCES);
        add(all, "t-0", 10 * HOUR, 10 * HOUR + 5_000);
        add(other, "t-0", 9 * HOUR, 9 * HOUR + 5_000);
        add(other, "t-1", 8 * HOUR, 8 * HOUR + 5_000);
        all.merge(other);

        assertThat(all.partitions())
                .containsExactly(
                        new LatenessReport.Partition("t-0", 2, 10 * HOUR, 10 * HOUR + 5_000),
                        new LatenessReport.Partition("t-1", 1, 8 * HOUR, 8 * HOUR + 5_000));
        var arrivals = all.arrivals();
        assertThat(arrivals.oldest()).isEqualTo(8 * HOUR);
        assertThat(arrivals.newest()).isEqualTo(10 * HOUR);
        assertThat(arrivals.firstRead()).isEqualTo(8 * HOUR + 5_000);
        assertThat(arrivals.lastRead()).isEqualTo(10 * HOUR + 5_000);
    }

    private static void add(ArrivalCounts counts, String partition, long time, long readAt) {
        counts.partition(partition).add(time, readAt);
        counts.add(time, OptionalLong.empty(), readAt);
    }

    /** An event behind its clock moves nothing: no result waits for it. */
    @Test
    void onlyEventsThatMoveAClockHaveADelay() {
        var counts = new ArrivalCounts(ALLOWANCES);
        counts.add(HOUR, OptionalLong.empty(), HOUR + 1_000);
        counts.add(HOUR + 1, OptionalLong.of(HOUR), HOUR + 1_002);
        counts.add(HOUR + 1, OptionalLong.of(HOUR + 1), HOUR + 90_000);
        counts.add(MINUTE, OptionalLong.of(HOUR + 1), HOUR + 90_000);

        var delays = counts.arrivals().delays();
        assertThat(delays.of()).isEqualTo(2);
        assertThat(counts.arrivals().longestDelay()).isEqualTo(1_001);
        assertThat(delays.bySetting().subList(0, 3)).containsExactly(2L, 1L, 0L);
    }

    @Test
    void aPartitionThatLagsByMoreThanTheOutOfOrdernessIsNamed() {
        var report =
                report(
                        new LatenessReport.Partition("leads", 1, 5 * HOUR, 5 * HOUR),
                        new LatenessReport.Partition(
                                "keeps up", 1, 5 * HOUR - 15 * MINUTE, 5 * HOUR),
                        new LatenessReport.Partition(
                                "lags", 1, 5 * HOUR - 15 * MINUTE - 1, 5 * HOUR),
                        new LatenessReport.Partition("silent", 1, 2 * HOUR, 3 * HOUR));

        assertThat(report.laggards())
                .extracting(LatenessReport.Partition::name)
                .containsExactly("silent", "lags");
        assertThat(report.behind(report.laggards().get(0))).isEqualTo(3 * HOUR);
        assertThat(report.silent(report.laggards().get(0))).isEqualTo(2 * HOUR);
        assertThat(report.silent(report.laggards().get(1))).isZero();
    }

    private static LatenessReport report(LatenessReport.Partition... partitions) {
        var none = new LatenessReport.Late(0, List.of(0L));
        return new LatenessReport(
                15 * MINUTE,
                0,
                List.of(15 * MINUTE),
                none,
                none,
                List.of(),
                List.of(partitions),
                Optional.of(
                        new LatenessReport.Arrivals(
                                none, 0, 2 * HOUR, 5 * HOUR, 3 * HOUR, 5 * HOUR)));
    }
}
