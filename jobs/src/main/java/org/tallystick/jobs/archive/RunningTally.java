package org.tallystick.jobs.archive;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Sums of rows up to a time, for times in any order. */
final class RunningTally {
    private final TreeMap<Long, Missed> at = new TreeMap<>();

    /** The same, each with all before it; null until it is asked for. */
    private NavigableMap<Long, Missed> upTo;

    /**
     * @param time epoch ms
     */
    void add(long time, Missed missed) {
        at.merge(time, missed, Missed::plus);
        upTo = null;
    }

    /** The sum of what was added for this time and all before it. */
    Missed upTo(long time) {
        if (upTo == null) {
            upTo = cumulated();
        }
        var entry = upTo.floorEntry(time);
        return entry == null ? Missed.NOTHING : entry.getValue();
    }

    private NavigableMap<Long, Missed> cumulated() {
        var sums = new TreeMap<Long, Missed>();
        var sum = Missed.NOTHING;
        for (Map.Entry<Long, Missed> each : at.entrySet()) {
            sum = sum.plus(each.getValue());
            sums.put(each.getKey(), sum);
        }
        return sums;
    }
}
