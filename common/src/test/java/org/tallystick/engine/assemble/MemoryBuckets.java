package org.tallystick.engine.assemble;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The state and the timers of all buckets, as a state backend would keep them. */
final class MemoryBuckets implements BlockStore, Timers {
    private record Timer(long time, int bucket, String what) {}

    private final Map<Integer, Map<String, byte[]>> state = new TreeMap<>();
    private final TreeSet<Timer> timers =
            new TreeSet<>(
                    Comparator.comparingLong(Timer::time)
                            .thenComparingInt(Timer::bucket)
                            .thenComparing(Timer::what));
    private int bucket;
    private long written;
    private long reached = Long.MIN_VALUE;

    /** What a snapshot is: nothing in it is shared with the original. */
    MemoryBuckets copy() {
        var copy = new MemoryBuckets();
        state.forEach(
                (number, names) -> {
                    var copied = new TreeMap<String, byte[]>();
                    names.forEach((name, bytes) -> copied.put(name, bytes.clone()));
                    copy.state.put(number, copied);
                });
        copy.timers.addAll(timers);
        copy.reached = reached;
        return copy;
    }

    /** Turns to a bucket. */
    void at(int bucket) {
        this.bucket = bucket;
    }

    /** Wakes what is due, in the order of time. */
    void advance(long time, Assembler assembler) {
        reached = Math.max(reached, time);
        while (!timers.isEmpty() && timers.first().time() <= time) {
            var timer = timers.pollFirst();
            at(timer.bucket());
            assembler.onTimer(timer.what(), timer.time());
        }
    }

    /** Begins anew with the next bucket of a run in order. */
    void startOver() {
        reached = Long.MIN_VALUE;
    }

    boolean isEmpty() {
        return timers.isEmpty() && state.values().stream().allMatch(Map::isEmpty);
    }

    /** How many slice blocks of a metric there are in the current bucket. */
    long blocks(String metric) {
        return state.getOrDefault(bucket, Map.of()).keySet().stream()
                .filter(name -> name.startsWith(metric + "\0b"))
                .count();
    }

    @Override
    public int bucket() {
        return bucket;
    }

    @Override
    public void turnTo(int to) {
        at(to);
    }

    @Override
    public Collection<String> names() {
        return state.getOrDefault(bucket, Map.of()).keySet();
    }

    @Override
    public byte[] get(String name) {
        return state.getOrDefault(bucket, Map.of()).get(name);
    }

    /** Bytes that were ever put. */
    long written() {
        return written;
    }

    @Override
    public void put(String name, byte[] bytes) {
        written += bytes.length;
        state.computeIfAbsent(bucket, any -> new TreeMap<>()).put(name, bytes);
    }

    @Override
    public void remove(String name) {
        state.computeIfAbsent(bucket, any -> new TreeMap<>()).remove(name);
    }

    @Override
    public void register(String what, long time) {
        timers.add(new Timer(time, bucket, what));
    }

    @Override
    public long reached() {
        return reached;
    }

    @Override
    public String toString() {
        return timers + " " + state;
    }
}
