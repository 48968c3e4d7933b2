package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;

/**
 * A stretch of event time.
 *
 * @param from epoch ms, inclusive; {@link Long#MIN_VALUE} for the beginning
 * @param to epoch ms, exclusive; {@link Long#MAX_VALUE} for the end
 */
public record ReprocessRange(long from, long to) implements Serializable {
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

    /** The beginning, if there is one. */
    public Optional<Instant> first() {
        return from == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(from));
    }

    /** The end, if there is one. */
    public Optional<Instant> end() {
        return to == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(to));
    }

    /** Whether the cell's window has an instant in the range. */
    boolean overlaps(Cell cell) {
        return cell.end() > from && cell.start() < to;
    }

    /**
     * What must be read so that every aligned window that overlaps the range is whole, and sessions
     * are unless they reach further out than {@code margin}.
     *
     * @param margin ms
     */
    ReprocessRange span(List<BoundMetric> metrics, long margin) {
        long first = from;
        long end = to;
        for (BoundMetric metric : metrics) {
            for (Window window : metric.windows()) {
                first = Math.min(first, start(window, margin));
                end = Math.max(end, end(window, margin));
            }
        }
        return new ReprocessRange(first, end);
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

    /**
     * Whether an event outside of this range, which was read, could belong to the session that was
     * computed from it.
     */
    boolean cuts(Cell session, SessionWindow window) {
        boolean mayBeginEarlier =
                from != Long.MIN_VALUE && session.start() - window.gapMillis() < from;
        boolean mayEndLater = to != Long.MAX_VALUE && session.end() >= to;
        return mayBeginEarlier || mayEndLater;
    }
}
