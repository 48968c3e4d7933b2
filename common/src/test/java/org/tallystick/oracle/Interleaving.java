package org.tallystick.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What parallel readers may make of the partitions: partition p is read by subtask p mod {@code
 * subtasks}, its events stay in order, and all else is left to chance: which partition is ahead,
 * when and how far watermarks advance, where snapshots fall.
 *
 * <p>A subtask's watermark never decreases and is at most {@code clock - outOfOrderness - 1} for
 * the clock of each of its partitions; it stands still until each of them has one. In some
 * interleavings a partition that was read to its end no longer counts, in others it does. A
 * subtask's last step is the watermark {@link Long#MAX_VALUE}.
 *
 * @param partitions the events of each partition, in order
 * @param subtasks how many
 * @param outOfOrderness ms
 */
public record Interleaving(List<List<OracleEvent>> partitions, int subtasks, long outOfOrderness) {

    /** One of the possible runs; the same seed gives the same. */
    public List<Step> steps(long seed) {
        return new Run(RandomGeneratorFactory.of("L64X128MixRandom").create(seed)).steps();
    }

    private final class Run {
        private final RandomGenerator random;
        private final boolean endedPartitionsCount;
        private final int runLength;
        private final int[] read = new int[partitions.size()];
        private final long[] watermarks = new long[subtasks];
        private final List<Step> steps = new ArrayList<>();
        private int current;

        private Run(RandomGenerator random) {
            this.random = random;
            endedPartitionsCount = random.nextBoolean();
            runLength = 1 << (2 * random.nextInt(6));
            Arrays.fill(watermarks, Long.MIN_VALUE);
        }

        private List<Step> steps() {
            while (hasOpenSubtask()) {
                switch (random.nextInt(40)) {
                    case 0 -> steps.add(new Step.Barrier());
                    case 1, 2, 3, 4 -> advance(random.nextInt(subtasks));
                    default -> readOne();
                }
            }
            return steps;
        }

        /** Stays with a partition for a while, so that some run far ahead of others. */
        private void readOne() {
            if (random.nextInt(runLength) == 0 || isEnded(current)) {
                current = random.nextInt(partitions.size());
            }
            if (!isEnded(current)) {
                var event = partitions.get(current).get(read[current]++);
                steps.add(new Step.Arrival(current % subtasks, event));
            }
        }

        private void advance(int subtask) {
            var bound = bound(subtask);
            if (bound.isPresent() && bound.get() > watermarks[subtask]) {
                watermarks[subtask] = upTo(bound.get(), watermarks[subtask]);
                steps.add(new Step.Watermark(subtask, watermarks[subtask]));
            }
        }

        /** Mostly the furthest, sometimes anything between. */
        private long upTo(long bound, long last) {
            if (bound == Long.MAX_VALUE || random.nextInt(3) > 0) {
                return bound;
            }
            long lowest = last == Long.MIN_VALUE ? bound - outOfOrderness - 1 : last + 1;
            return random.nextLong(lowest, bound + 1);
        }

        /** The furthest that the subtask's watermark may be; empty if it must stand still. */
        private Optional<Long> bound(int subtask) {
            if (isEndedSubtask(subtask)) {
                return Optional.of(Long.MAX_VALUE);
            }
            long bound = Long.MAX_VALUE;
            for (int p = subtask; p < partitions.size(); p += subtasks) {
                if (isEnded(p) && !endedPartitionsCount) {
                    continue;
                }
                if (read[p] == 0) {
                    return Optional.empty();
                }
                bound = Math.min(bound, clock(p) - outOfOrderness - 1);
            }
            return Optional.of(bound);
        }

        private long clock(int p) {
            return partitions.get(p).subList(0, read[p]).stream()
                    .mapToLong(OracleEvent::time)
                    .max()
                    .orElseThrow();
        }

        private boolean isEnded(int p) {
            return read[p] == partitions.get(p).size();
        }

        private boolean isEndedSubtask(int subtask) {
            for (int p = subtask; p < partitions.size(); p += subtasks) {
                if (!isEnded(p)) {
                    return false;
                }
            }
            return true;
        }

        private boolean hasOpenSubtask() {
            for (long watermark : watermarks) {
                if (watermark < Long.MAX_VALUE) {
                    return true;
                }
            }
            return false;
        }
    }
}
