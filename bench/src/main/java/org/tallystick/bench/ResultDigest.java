package org.tallystick.bench;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts results and digests them so that order does not matter: peers that agree on every result
 * have the same checksum. Sums are rounded to cents, since not every peer adds exactly.
 */
public final class ResultDigest {
    private static final LongAdder RESULTS = new LongAdder();
    private static final LongAdder COUNTED = new LongAdder();
    private static final LongAdder CHECKSUM = new LongAdder();

    private long results;
    private long counted;
    private long checksum;

    public static long results() {
        return RESULTS.sum();
    }

    /** The sum of all results' counts. */
    public static long counted() {
        return COUNTED.sum();
    }

    public static long checksum() {
        return CHECKSUM.sum();
    }

    /**
     * Takes one result.
     *
     * @param size end less start, ms: tells the windows of a query apart
     * @param end exclusive, epoch ms
     */
    void add(Object key, long size, long end, long count, double sum) {
        results++;
        counted += count;
        checksum += hash(key, size, end, count, sum);
    }

    /** Takes one result with an extremum or two; 0 stands for one that the query does not have. */
    void add(Object key, long size, long end, long count, double sum, double min, double max) {
        results++;
        counted += count;
        long hash = hash(key, size, end, count, sum);
        checksum += mix(mix(hash + Math.round(100 * min)) + Math.round(100 * max));
    }

    private static long hash(Object key, long size, long end, long count, double sum) {
        long hash = mix(key.toString().hashCode() + 31 * size);
        return mix(mix(mix(hash + end) + count) + Math.round(100 * sum));
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Adds what was taken to the totals of the process. */
    void close() {
        RESULTS.add(results);
        COUNTED.add(counted);
        CHECKSUM.add(checksum);
        results = 0;
        counted = 0;
        checksum = 0;
    }
}
