package org.tallystick.source.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.flink.Observers;
import org.tallystick.window.Windows;

class ClockWatchTest {
    private static final EventLayout LAYOUT = new EventLayout(RowType.of(new IntType()));
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final Deadlines DEADLINES = deadlines(10 * SECOND, "tumbling 1 min");

    private final ClockWatch.Figures figures =
            new ClockWatch.Figures(
                    new UnregisteredMetricsGroup(), new SimpleCounter(), new SimpleCounter());
    private final Told told = new Told();

    private static Deadlines deadlines(long outOfOrderness, String... windows) {
        var parsed = List.of(windows).stream().map(Windows::parse).toList();
        var metric = new BoundMetric("m", "", -1, List.of(), List.of(), parsed);
        return new Deadlines(List.of(metric), Lateness.of(outOfOrderness, 0));
    }

    /** Of this test's own partitions alone: others may run beside it. */
    private static final class Told implements Observers.Observer {
        private final List<String> texts = new ArrayList<>();
        private long weight;

        @Override
        public void checkpointed(Map<String, String> place, long checkpoint) {}

        @Override
        public void rejected(Map<String, String> place, String text) {}

        @Override
        public void warned(
                Map<String, String> place,
                Observers.Warning warning,
                String about,
                long weight,
                String text) {
            if (about.startsWith("ClockWatchTest")) {
                texts.add(warning + " " + text);
                this.weight = weight;
            }
        }
    }

    @BeforeEach
    void listen() {
        Observers.add(told);
    }

    @AfterEach
    void listenNoMore() {
        Observers.remove(told);
    }

    /** A partition whose clock is watched. */
    private final class Partition {
        private final PartitionClock clock;
        private final ClockWatch watch;
        private long next;

        Partition(OptionalLong start, Deadlines deadlines) {
            clock = new PartitionClock(start);
            watch = new ClockWatch("ClockWatchTest", clock, deadlines, LAYOUT, figures);
        }

        Partition event(long time) {
            return event("ClockWatchTest-a", time);
        }

        Partition event(String file, long time) {
            var row = new GenericRowData(LAYOUT.width());
            row.setField(LAYOUT.topic(), StringData.fromString(file));
            row.setField(LAYOUT.partition(), 3);
            row.setField(LAYOUT.offset(), next++);
            if (clock.advance(time)) {
                watch.leads(row, time);
            } else {
                watch.follows(row, time);
            }
            return this;
        }
    }

    private Partition fresh() {
        return new Partition(OptionalLong.empty(), DEADLINES);
    }

    @Test
    void anEventFarAheadIsNamedWithWhatCameLate() {
        var partition = fresh();
        for (int i = 0; i < 5; i++) {
            partition.event(i * SECOND);
        }
        partition.event(HOUR);
        for (int i = 5; i < 1005; i++) {
            partition.event(i * SECOND);
        }
        partition.event(2 * HOUR);
        assertThat(told.texts)
                .containsExactly(
                        "FAST_CLOCK ClockWatchTest-a, partition 3, position 5: dated"
                                + " 1970-01-01T01:00:00Z, 43 min 16 s after all events around it,"
                                + " so that 1,000 of these came late");
        assertThat(figures.lateByFastClock().getCount()).isEqualTo(1000);
        assertThat(figures.filesBehind().getCount()).isZero();
    }

    @Test
    void itIsNamedAtTheEndToo() {
        var partition = fresh().event(0).event(HOUR).event(1).event(2);
        assertThat(told.texts).isEmpty();
        partition.watch.end();
        assertThat(told.texts).hasSize(1);
        assertThat(told.weight).isEqualTo(2);
    }

    @Test
    void theWorstIsNamedLast() {
        var partition = fresh().event(0);
        partition.event(HOUR).event(1).event(2).event(3);
        partition.event(3 * HOUR).event(2 * HOUR).event(2 * HOUR + 1);
        partition.event(5 * HOUR).event(4 * HOUR).event(4 * HOUR).event(4 * HOUR).event(4 * HOUR);
        partition.watch.end();
        assertThat(told.texts).hasSize(2);
        assertThat(told.weight).isEqualTo(4);
    }

    /** Late by the clock as it would be without any single event. */
    @Test
    void stragglersAreNobodysFault() {
        var partition = fresh().event(2 * HOUR - 1);
        for (int i = 0; i < 100; i++) {
            partition.event(2 * HOUR + i * SECOND).event(i).event(HOUR);
        }
        partition.watch.end();
        assertThat(told.texts).isEmpty();
        assertThat(figures.lateByFastClock().getCount()).isZero();
    }

    @Test
    void whatIsStillInItsWindowIsNotLate() {
        var partition = new Partition(OptionalLong.empty(), deadlines(0, "tumbling 1 h"));
        partition.event(0).event(59 * MINUTE).event(1).event(2).event(3);
        partition.watch.end();
        assertThat(told.texts).isEmpty();
    }

    @Test
    void aClockOfAnEarlierRunIsNobodysFault() {
        var partition = new Partition(OptionalLong.of(HOUR), DEADLINES);
        partition.event("ClockWatchTest-b", 1).event("ClockWatchTest-b", 2);
        partition.watch.end();
        assertThat(figures.lateByFastClock().getCount()).isZero();
        assertThat(told.texts)
                .containsExactly(
                        "FILE_BEHIND ClockWatchTest-b: line 0 is of 1970-01-01T00:00:00.001Z, and"
                                + " what was read before this file had come to 1970-01-01T01:00:00Z");
    }

    /** A topic that is read on, or a file in whose midst an earlier run has stopped. */
    @Test
    void whatIsReadOnIsNotBehindItself() {
        var partition = new Partition(OptionalLong.of(HOUR), DEADLINES);
        partition.next = 500;
        partition.event(1).event(2);
        assertThat(figures.filesBehind().getCount()).isZero();

        partition.event("ClockWatchTest-b", 3);
        assertThat(figures.filesBehind().getCount()).isEqualTo(1);
        assertThat(told.texts).hasSize(1);
    }

    @Test
    void aFileBehindAnotherIsToldOnce() {
        var partition = fresh().event(0).event(2 * HOUR).event(3 * HOUR);
        partition.event("ClockWatchTest-b", HOUR).event("ClockWatchTest-b", HOUR + MINUTE);
        partition.event("ClockWatchTest-c", HOUR).event("ClockWatchTest-c", 4 * HOUR);
        partition.event("ClockWatchTest-c", HOUR).event("ClockWatchTest-d", 5 * HOUR);
        partition.watch.end();
        assertThat(figures.filesBehind().getCount()).isEqualTo(2);
        assertThat(told.texts)
                .filteredOn(text -> text.startsWith("FILE_BEHIND"))
                .extracting(text -> text.substring(0, 31))
                .containsExactly(
                        "FILE_BEHIND ClockWatchTest-b: l", "FILE_BEHIND ClockWatchTest-c: l");
    }

    private static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** By the definition: over all events before, with and without the one the clock is of. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatTheDefinitionCounts(long seed) {
        var random = new Random(seed);
        var deadlines = deadlines(random.nextLong(5), "tumbling 7 ms", "session 3 ms");
        var partition = new Partition(OptionalLong.empty(), deadlines);
        var times = new ArrayList<Long>();
        long expected = 0;
        for (int i = 0; i < 60; i++) {
            long time = random.nextLong(1, 60) * (random.nextInt(20) == 0 ? 3 : 1);
            expected += isLateByOne(times, time, deadlines) ? 1 : 0;
            times.add(time);
            partition.event(time);
        }
        assertThat(figures.lateByFastClock().getCount()).isEqualTo(expected);
    }

    private static boolean isLateByOne(List<Long> before, long time, Deadlines deadlines) {
        var largest = before.stream().mapToLong(Long::longValue).max();
        if (largest.isEmpty() || !deadlines.isMissed(time, largest.getAsLong())) {
            return false;
        }
        var others = new ArrayList<>(before);
        others.remove(largest.getAsLong());
        var second = others.stream().mapToLong(Long::longValue).max();
        return second.isEmpty() || !deadlines.isMissed(time, second.getAsLong());
    }

    @Test
    void everythingIsOnTimeWhereNothingIsLate() {
        var none = new Deadlines(List.of(), Lateness.none());
        assertThat(none.isMissed(0, Duration.ofDays(9).toMillis())).isFalse();
    }
}
