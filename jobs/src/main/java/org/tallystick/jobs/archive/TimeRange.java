package org.tallystick.jobs.archive;

import java.io.Serializable;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * A stretch of event time, epoch ms: from {@code start} on, before {@code end}.
 *
 * @param start the smallest long where there is no first
 * @param end the largest long where there is no end
 */
record TimeRange(long start, long end) implements Serializable {

    boolean contains(long time) {
        return time >= start && time < end;
    }

    /** Whether a window of these edges has a moment in common with the range. */
    boolean overlaps(long windowStart, long windowEnd) {
        return windowEnd > start && windowStart < end;
    }

    /** Files whose {@code time} column may lie in the range. */
    Expression contains(String time) {
        return Expressions.and(
                isBounded(start)
                        ? Expressions.greaterThanOrEqual(time, micros(start))
                        : Expressions.alwaysTrue(),
                before(time));
    }

    /** Files that may hold windows which overlap the range. */
    Expression overlaps(String windowStart, String windowEnd) {
        return Expressions.and(
                isBounded(start)
                        ? Expressions.greaterThan(windowEnd, micros(start))
                        : Expressions.alwaysTrue(),
                before(windowStart));
    }

    private Expression before(String time) {
        return isBounded(end) ? Expressions.lessThan(time, micros(end)) : Expressions.alwaysTrue();
    }

    private static boolean isBounded(long edge) {
        return edge != Long.MIN_VALUE && edge != Long.MAX_VALUE;
    }

    /** Iceberg's timestamps are microseconds. */
    private static long micros(long millis) {
        return Math.multiplyExact(millis, 1000);
    }
}
