package org.tallystick.jobs.local.runner;

import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;

/** What one counter of one subtask comes to over all attempts: what was undone counts once. */
final class CountedOverAttempts {
    /** What stood at each checkpoint that a restart may go on from. */
    private final TreeMap<Long, Long> marks = new TreeMap<>();

    private Optional<Counter> running = Optional.empty();
    private long before;

    /**
     * Another attempt counts from now on.
     *
     * @param restored the checkpoint that it goes on from, if any was taken here
     */
    void begin(Counter counter, long restored) {
        before = marks.getOrDefault(restored, 0L);
        running = Optional.of(counter);
    }

    /** What an attempt that has ended counted stands, until there is another. */
    void end(Counter counter) {
        if (running.filter(known -> known == counter).isPresent()) {
            before = count();
            running = Optional.empty();
        }
    }

    /**
     * Remembers what stands now.
     *
     * @param latest the latest completed checkpoint: none before it is gone on from
     */
    void mark(long checkpoint, long latest) {
        marks.headMap(latest).clear();
        marks.put(checkpoint, count());
    }

    long count() {
        return before + running.map(Counter::getCount).orElse(0L);
    }
}
