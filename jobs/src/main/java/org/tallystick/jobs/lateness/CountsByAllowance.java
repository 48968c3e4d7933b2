package org.tallystick.jobs.lateness;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How many of something each of some rising allowances does not cover. */
final class CountsByAllowance implements Serializable {

    /** How many there are that this many allowances do not cover: they are the shortest. */
    private final long[] tooShort;

    CountsByAllowance(Allowances allowances) {
        tooShort = new long[allowances.size() + 1];
    }

    /**
     * Counts something.
     *
     * @param allowances how many do not cover it, from the shortest
     */
    void add(int allowances, long many) {
        tooShort[allowances] += many;
    }

    void merge(CountsByAllowance other) {
        Arrays.setAll(tooShort, i -> tooShort[i] + other.tooShort[i]);
    }

    /** How many there are in all. */
    long total() {
        return Arrays.stream(tooShort).sum();
    }

    /** For each allowance, how many it does not cover. */
    List<Long> uncovered() {
        return IntStream.range(1, tooShort.length)
                .mapToObj(i -> Arrays.stream(tooShort, i, tooShort.length).sum())
                .toList();
    }
}
