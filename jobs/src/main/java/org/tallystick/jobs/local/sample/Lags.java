package org.tallystick.jobs.local.sample;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far events lie behind their partition's clock, the largest event time that came before them.
 */
public final class Lags {
    private final Map<String, Long> clocks = new HashMap<>();

    /** The times of the events that came last, by partition. */
    private final Map<String, Long> previous = new HashMap<>();

    private long[] lags = new long[1024];
    private int count;

    /** How many events are older than the one before them, and how many newer. */
    private long falling;

    private long rising;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /**
     * Counts an event.
     *
     * @param time epoch ms
     * @return the clock of its partition before it, epoch ms; empty where it is the first
     */
    public OptionalLong add(String partition, long time) {
        var clock = clocks.get(partition);
        clocks.merge(partition, time, Math::max);
        var before = previous.put(partition, time);
        if (before != null) {
            falling += time < before ? 1 : 0;
            rising += time > before ? 1 : 0;
        }
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        if (count == lags.length) {
            lags = Arrays.copyOf(lags, 2 * count);
        }
        lags[count++] = clock == null ? 0 : Math.max(0, clock - time);
        return clock == null ? OptionalLong.empty() : OptionalLong.of(clock);
    }

    /** How many events there are. */
    public int count() {
        return count;
    }

    /** The smallest event time, epoch ms; of some events. */
    public long earliest() {
        return earliest;
    }

    /** The largest event time, epoch ms; of some events. */
    public long latest() {
        return latest;
    }

    /** From the earliest to the latest event, ms; 0 where there is none. */
    public long span() {
        return count == 0 ? 0 : latest - earliest;
    }

    /** The largest lag, ms; 0 where there is none. */
    public long largest() {
        return Arrays.stream(lags, 0, count).max().orElse(0);
    }

    /** The lag that a share of the events does not exceed, ms; 0 where there is none. */
    public long at(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(lags, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * count) - 1];
    }

    /** How many events lie further behind than this, ms. */
    public long beyond(long lag) {
        return Arrays.stream(lags, 0, count).filter(each -> each > lag).count();
    }

    /** Whether nearly every event is older than the one before: the newest came first. */
    public boolean isNewestFirst() {
        return falling > 9 * rising && falling > 1;
    }
}
