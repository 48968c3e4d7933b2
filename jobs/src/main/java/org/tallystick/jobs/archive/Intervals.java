package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers, as intervals that neither overlap nor touch. Not thread-safe. */
public final class Intervals implements Serializable {

    /**
     * Numbers without a gap.
     *
     * @param first the first
     * @param next the first behind the last
     */
    public record Interval(long first, long next) implements Serializable {}

    /** Where each begins, and the number behind it. */
    private final TreeMap<Long, Long> intervals = new TreeMap<>();

    /** Adds the numbers from {@code first} on, before {@code next}. */
    public void add(long first, long next) {
        if (first >= next) {
            return;
        }
        long from = first;
        long to = next;
        for (var each = intervals.floorEntry(to);
                each != null && each.getValue() >= from;
                each = intervals.floorEntry(to)) {
            from = Math.min(from, each.getKey());
            to = Math.max(to, each.getValue());
            intervals.remove(each.getKey());
        }
        intervals.put(from, to);
    }

    /** Adds all numbers of another set. */
    public void add(Intervals others) {
        others.intervals.forEach(this::add);
    }

    /**
     * Takes the numbers from {@code first} on out, before {@code next}.
     *
     * @return those that were there
     */
    public Intervals remove(long first, long next) {
        var removed = new Intervals();
        if (first >= next) {
            return removed;
        }
        for (var each = intervals.lowerEntry(next);
                each != null && each.getValue() > first;
                each = intervals.lowerEntry(next)) {
            intervals.remove(each.getKey());
            removed.add(Math.max(first, each.getKey()), Math.min(next, each.getValue()));
            if (each.getValue() > next) {
                intervals.put(next, each.getValue());
            }
            if (each.getKey() < first) {
                intervals.put(each.getKey(), first);
            }
        }
        return removed;
    }

    /** Whether the number is one of them. */
    public boolean contains(long number) {
        return around(number) != null;
    }

    /** Whether any number from {@code first} on, before {@code next}, is one of them. */
    public boolean overlaps(long first, long next) {
        var before = intervals.lowerEntry(next);
        return before != null && before.getValue() > first;
    }

    /** The interval that has the number; null if none has. */
    public Interval around(long number) {
        var found = intervals.floorEntry(number);
        return found == null || number >= found.getValue() ? null : interval(found);
    }

    /** How many of the numbers from {@code first} on, before {@code next}, are among them. */
    public long within(long first, long next) {
        long within = 0;
        for (var each : intervals.headMap(next, false).entrySet()) {
            within += Math.max(0, Math.min(next, each.getValue()) - Math.max(first, each.getKey()));
        }
        return within;
    }

    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /** All of them, in order. */
    public List<Interval> all() {
        var all = new ArrayList<Interval>(intervals.size());
        intervals.entrySet().forEach(each -> all.add(interval(each)));
        return all;
    }

    private static Interval interval(Map.Entry<Long, Long> entry) {
        return new Interval(entry.getKey(), entry.getValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
