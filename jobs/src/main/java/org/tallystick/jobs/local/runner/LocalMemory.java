package org.tallystick.jobs.local.runner;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * What Flink needs beside the heap to run all subtasks of a job in one JVM.
 *
 * <p>Buffers between subtasks grow with the square of their number: every one may send to every
 * other. Many subtasks therefore get smaller buffers, and fewer that each may keep for itself.
 *
 * @param parallelism how many subtasks each operator has
 */
record LocalMemory(int parallelism) {
    /** Between source, deduplication, windows and committers, and one to spare. */
    private static final long EXCHANGES = 4;

    private static final int MOST_PER_GATE = 32;
    private static final int FLOATING_PER_GATE = 8;
    private static final long LEAST_NETWORK = 64L << 20;
    private static final long LEAST_MANAGED = 128L << 20;
    private static final long MANAGED_OF_SUBTASK = 4L << 20;

    /**
     * Of all result partitions of one exchange in batch, which sorts before it sends: the least
     * network has room for all that a task sends by.
     */
    private static final int SORT_BUFFERS = 256;

    private static final int LEAST_SORT_BUFFERS = 32;

    /** Bytes of all buffers. */
    long network() {
        long received = Math.min(2L * parallelism, MOST_PER_GATE) + FLOATING_PER_GATE;
        long buffers = EXCHANGES * parallelism * (parallelism + 1L + received);
        return Math.max(LEAST_NETWORK, buffers * buffer());
    }

    /** Bytes of one buffer. */
    private long buffer() {
        if (parallelism <= 16) {
            return 32 << 10;
        }
        return parallelism <= 32 ? 16 << 10 : 8 << 10;
    }

    private int sortBuffers() {
        return Math.max(LEAST_SORT_BUFFERS, SORT_BUFFERS / parallelism);
    }

    /** Puts it into a configuration. */
    void configure(Configuration configuration) {
        var network = new MemorySize(network());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(buffer()));
        configuration.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                new MemorySize(Math.max(LEAST_MANAGED, parallelism * MANAGED_OF_SUBTASK)));
        configuration.set(
                NettyShuffleEnvironmentOptions.NETWORK_READ_MAX_REQUIRED_BUFFERS_PER_GATE,
                MOST_PER_GATE);
        configuration.set(
                NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS, sortBuffers());
    }
}
