package org.tallystick.flink;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink keys that stand for buckets: one bucket for each key group. A key group is what Flink
 * moves when a job is rescaled, so a bucket always moves whole, and every subtask can have one.
 */
public final class Buckets {
    private Buckets() {}

    /**
     * How many buckets there are: the maximum parallelism, which no restore can change, where one
     * is set. Else it is that which Flink gives to small jobs, and never one that Flink worked out
     * from today's parallelism: after a restore with another, keys would look for their state in
     * other buckets.
     */
    static int count(StreamExecutionEnvironment env) {
        int configured = env.getMaxParallelism();
        return configured > 0
                ? configured
                : KeyGroupRangeAssignment.DEFAULT_LOWER_BOUND_MAX_PARALLELISM;
    }

    /** For each key group of {@code maxParallelism}, the smallest number that Flink puts there. */
    public static int[] keys(int maxParallelism) {
        int[] keys = new int[maxParallelism];
        boolean[] found = new boolean[maxParallelism];
        int missing = maxParallelism;
        for (int key = 0; missing > 0; key++) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
            if (!found[group]) {
                found[group] = true;
                keys[group] = key;
                missing--;
            }
        }
        return keys;
    }
}
