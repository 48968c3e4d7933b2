package org.tallystick.jobs.reprocess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.archive.TimeRanges;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.sql.Binding;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;

/**
 * A stretch of event time.
 *
 * @param from epoch ms, inclusive; {@link Long#MIN_VALUE} for the beginning
 * @param to epoch ms, exclusive; {@link Long#MAX_VALUE} for the end
 */
public record ReprocessRange(long from, long to) implements Scope {
    /** All of event time. */
    public static final ReprocessRange ALL = new ReprocessRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * @throws IllegalArgumentException where it is empty
     */
    public ReprocessRange {
        if (from >= to) {
            throw new IllegalArgumentException("empty range from " + from + " to " + to);
        }
    }

    /**
     * The range between two instants; an absent one leaves that side open.
     *
     * @throws BadArgumentException where it is empty
     */
    public static ReprocessRange of(Optional<Instant> from, Optional<Instant> to)
            throws BadArgumentException {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new BadArgumentException(
                    "the range from %s to %s is empty: --from must be before --to"
                            .formatted(from.get(), to.get()));
        }
        return new ReprocessRange(
                from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    /** The windows that it holds, in words. */
    public String text() {
        var first = from == Long.MIN_VALUE ? "" : " from " + Instant.ofEpochMilli(from);
        var last = to == Long.MAX_VALUE ? "" : " to " + Instant.ofEpochMilli(to);
        return first.isEmpty() && last.isEmpty() ? "all windows" : "windows" + first + last;
    }

    /** Whether the window has an instant in the range. */
    @Override
    public boolean holds(String metric, String window, long start, long end) {
        return end > from && start < to;
    }

    @Override
    public TimeRanges times() {
        return TimeRanges.of(from, to);
    }

    @Override
    public Binding of(Binding pipeline) {
        return pipeline;
    }

    @Override
    public ReprocessRange answered() {
        return this;
    }

    @Override
    public TimeRanges toRead(List<BoundMetric> metrics, long margin) {
        long first = from;
        long end = to;
        for (BoundMetric metric : metrics) {
            for (Window window : metric.windows()) {
                first = Math.min(first, start(window, margin));
                end = Math.max(end, end(window, margin));
            }
        }
        return TimeRanges.of(first, end);
    }

    private long start(Window window, long margin) {
        if (from == Long.MIN_VALUE) {
            return from;
        }
        return window instanceof AlignedWindow aligned
                ? aligned.start(aligned.firstEnd(from))
                : from - margin;
    }

    private long end(Window window, long margin) {
        if (to == Long.MAX_VALUE) {
            return to;
        }
        return window instanceof AlignedWindow aligned ? aligned.lastEnd(to - 1) : to + margin;
    }
}
