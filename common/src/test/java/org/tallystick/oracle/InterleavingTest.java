package org.tallystick.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterleavingTest {
    private static final int OUT_OF_ORDERNESS = 100;
    private static final List<List<OracleEvent>> PARTITIONS =
            new EventGenerator(
                            500,
                            5,
                            20,
                            new EventGenerator.Timing(-10_000, 20_000, 10, 100, 200, 500),
                            EventGenerator.Doubles.WHOLE)
                    .generate(7);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyPartitionArrivesInOrderAtItsSubtask(long seed) {
        var arrived = new ArrayList<List<OracleEvent>>();
        PARTITIONS.forEach(partition -> arrived.add(new ArrayList<>()));

        for (Step step : interleaving(3).steps(seed)) {
            if (step instanceof Step.Arrival arrival) {
                assertThat(arrival.subtask()).isEqualTo(arrival.event().partition() % 3);
                arrived.get(arrival.event().partition()).add(arrival.event());
            }
        }

        assertThat(arrived).isEqualTo(PARTITIONS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void watermarksGrowAndEndLast(long seed) {
        long[] watermarks = new long[7];
        Arrays.fill(watermarks, Long.MIN_VALUE);

        for (Step step : interleaving(7).steps(seed)) {
            if (step instanceof Step.Watermark watermark) {
                assertThat(watermark.timestamp()).isGreaterThan(watermarks[watermark.subtask()]);
                watermarks[watermark.subtask()] = watermark.timestamp();
            } else if (step instanceof Step.Arrival arrival) {
                assertThat(watermarks[arrival.subtask()]).isLessThan(Long.MAX_VALUE);
            }
        }

        assertThat(watermarks).containsOnly(Long.MAX_VALUE);
    }

    /** So whatever is on time by its partition's clock finds its window open. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWatermarkIsAheadOfAPartitionThatHasMore(long seed) {
        var clocks = new HashMap<Integer, Long>();
        var left = new HashMap<Integer, Integer>();
        PARTITIONS.forEach(events -> left.put(events.get(0).partition(), events.size()));

        for (Step step : interleaving(2).steps(seed)) {
            if (step instanceof Step.Arrival arrival) {
                int partition = arrival.event().partition();
                clocks.merge(partition, arrival.event().time(), Math::max);
                left.merge(partition, -1, Integer::sum);
            } else if (step instanceof Step.Watermark watermark) {
                for (int p = watermark.subtask(); p < PARTITIONS.size(); p += 2) {
                    if (left.get(p) > 0) {
                        assertThat(watermark.timestamp())
                                .isLessThan(clocks.get(p) - OUT_OF_ORDERNESS);
                    }
                }
            }
        }
    }

    @Test
    void thereAreSnapshotsAndWatermarksOnTheWay() {
        var steps = interleaving(2).steps(1);

        assertThat(steps).filteredOn(step -> step instanceof Step.Barrier).hasSizeGreaterThan(5);
        assertThat(steps).filteredOn(step -> step instanceof Step.Watermark).hasSizeGreaterThan(10);
    }

    @Test
    void oneSeedMakesTheSameRunAndAnotherDoesNot() {
        assertThat(interleaving(2).steps(1))
                .isEqualTo(interleaving(2).steps(1))
                .isNotEqualTo(interleaving(2).steps(2));
    }

    private static Interleaving interleaving(int subtasks) {
        return new Interleaving(PARTITIONS, subtasks, OUT_OF_ORDERNESS);
    }
}
