package org.tallystick.jobs.local.runner;

import java.util.Locale;
import java.util.Optional;

/**
 * How many subtasks a job gets in this JVM.
 *
 * @param subtasks how many it gets
 * @param why one line where these are less than was asked for
 */
public record Parallelism(int subtasks, Optional<String> why) {
    /** The key groups of flink-conf: the smallest parts that windows are divided into. */
    static final int MOST = 128;

    /**
     * As many as were asked for, if they fit.
     *
     * @param heap bytes; buffers, which are beside it, take half as much at most
     */
    public static Parallelism of(int wanted, long heap) {
        int subtasks = Math.min(wanted, MOST);
        if (new LocalMemory(subtasks).network() <= heap / 2) {
            return new Parallelism(
                    subtasks,
                    wanted == subtasks
                            ? Optional.empty()
                            : Optional.of(
                                    "running with parallelism %d, not %d: windows are divided into %d key groups"
                                            .formatted(subtasks, wanted, MOST)));
        }
        while (subtasks > 1 && new LocalMemory(subtasks).network() > heap / 2) {
            subtasks--;
        }
        return new Parallelism(subtasks, Optional.of(tooLittleHeap(subtasks, wanted, heap)));
    }

    private static String tooLittleHeap(int subtasks, int wanted, long heap) {
        return String.format(
                Locale.ROOT,
                "running with parallelism %d, not %d: a heap of %,d MiB allows no more, set TALLYSTICK_HEAP",
                subtasks,
                wanted,
                heap >> 20);
    }
}
