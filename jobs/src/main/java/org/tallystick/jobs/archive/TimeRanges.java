package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Stretches of event time.
 *
 * @param times epoch ms; from the smallest long on where there is no first, before the largest
 *     where there is no end; nobody changes them any more
 */
public record TimeRanges(Intervals times) implements Serializable {

    /** One stretch; without a beginning or an end, all times before or after belong to it. */
    public static TimeRanges of(Optional<Instant> from, Optional<Instant> to) {
        return of(
                from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    /** One stretch, epoch ms. */
    public static TimeRanges of(long from, long to) {
        var one = new Intervals();
        one.add(from, to);
        return new TimeRanges(one);
    }

    /** The first time of any, epoch ms; the smallest long where there is none, too. */
    public long first() {
        return times.isEmpty() ? Long.MIN_VALUE : times.all().get(0).first();
    }

    /** The time before which the last ends, epoch ms; the largest long where there is none, too. */
    public long end() {
        var all = times.all();
        return all.isEmpty() ? Long.MAX_VALUE : all.get(all.size() - 1).next();
    }

    /** Whether the stretches leave nothing out. */
    public boolean isAll() {
        return times.equals(of(Long.MIN_VALUE, Long.MAX_VALUE).times);
    }

    /** Whether a time, epoch ms, lies in any. */
    public boolean contains(long time) {
        return times.contains(time);
    }

    /** Whether a window of these edges has a moment in common with any. */
    boolean overlaps(long windowStart, long windowEnd) {
        return times.overlaps(windowStart, windowEnd);
    }

    /** Files whose {@code time} column may lie in any. */
    Expression contains(String time) {
        return any(range -> range.contains(time));
    }

    /** Files that may hold windows which overlap any. */
    Expression overlaps(String windowStart, String windowEnd) {
        return any(range -> range.overlaps(windowStart, windowEnd));
    }

    private Expression any(Function<TimeRange, Expression> filter) {
        var filters =
                times.all().stream()
                        .map(each -> filter.apply(new TimeRange(each.first(), each.next())))
                        .toList();
        return any(filters);
    }

    /** A tree that is no deeper than it must be: Iceberg descends into it. */
    private static Expression any(List<Expression> filters) {
        int size = filters.size();
        return switch (size) {
            case 0 -> Expressions.alwaysFalse();
            case 1 -> filters.get(0);
            default ->
                    Expressions.or(
                            any(filters.subList(0, size / 2)),
                            any(filters.subList(size / 2, size)));
        };
    }
}
