package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.jobs.archive.Answer;
import org.tallystick.jobs.archive.Intervals;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;

/**
 * Windows of one kind that are stale.
 *
 * <p>An aligned window is known by its end. A session's bounds depend on what else there is, so it
 * is known by an event: by what its end would be if it had no other, the event's time and a gap.
 * Whether the session itself has ended is seen only when it is computed; if it has not, it waits.
 */
final class StaleKind implements Serializable {
    private final Window window;

    /** A stale window of the kind has one of these ends, epoch ms. */
    private final Intervals ends = new Intervals();

    /** Ends of those that a run has found open. */
    private final Intervals waiting = new Intervals();

    /**
     * What that run knew to be closed, epoch ms: more has to be before they are looked at again.
     */
    private long waitingSince = Long.MIN_VALUE;

    StaleKind(Window window) {
        this.window = window;
    }

    void add(LedgerEntry entry) {
        ends.add(entry.firstEnd(), entry.lastEnd() + 1);
    }

    /** Takes out what is answered. */
    void answer(Answer answer) {
        resume(answer.closed());
        if (window instanceof SessionWindow session) {
            long gap = session.gapMillis();
            long last = Math.min(answer.closed(), plus(answer.to(), gap) - 1);
            var judged = ends.remove(plus(answer.from(), gap), plus(last, 1));
            judged.remove(Long.MIN_VALUE, plus(answer.openSince(), gap));
            waiting.add(judged);
            waitingSince = answer.closed();
        } else {
            long last = Math.min(answer.closed(), lastEnd(answer.to()));
            ends.remove(plus(answer.from(), 1), plus(last, 1));
        }
    }

    /** Where windows that end by now are closed, epoch ms, those that waited may be, too. */
    private void resume(long closed) {
        if (closed > waitingSince) {
            ends.add(waiting.remove(Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    /** The last end of a window that begins before a time. */
    private long lastEnd(long time) {
        return time == Long.MAX_VALUE ? time : ((AlignedWindow) window).lastEnd(time - 1);
    }

    /** The ends of time stay where they are. */
    private static long plus(long time, long millis) {
        return time == Long.MIN_VALUE || time > Long.MAX_VALUE - millis ? time : time + millis;
    }

    /** Leaves those that end by now, epoch ms: they are closed. */
    void close(long last) {
        resume(last);
        ends.remove(plus(last, 1), Long.MAX_VALUE);
    }

    /** Whether no window ends where it would be stale. */
    boolean isEmpty() {
        var times = new Intervals();
        addTimes(times, 0);
        return times.isEmpty();
    }

    /** Whether a window with these bounds is stale. */
    boolean holds(long start, long end) {
        return window instanceof SessionWindow session
                ? ends.overlaps(start, end + session.gapMillis() + 1)
                : ends.contains(end);
    }

    /**
     * Adds what must be read.
     *
     * @param margin how far beyond sessions, ms
     */
    void addTimes(Intervals times, long margin) {
        for (var run : ends.all()) {
            if (window instanceof AlignedWindow aligned) {
                addAligned(aligned, run, times);
            } else {
                long gap = ((SessionWindow) window).gapMillis();
                // Also of sessions that only touch the event, since they would be part of its own.
                times.add(run.first() - gap - 1 - margin, run.next() + margin);
            }
        }
    }

    private static void addAligned(AlignedWindow window, Intervals.Interval run, Intervals times) {
        long last = window.edgeAtOrBefore(run.next() - 1);
        if (run.first() <= LedgerEntry.BEGINNING) {
            times.add(Long.MIN_VALUE, last);
        } else {
            long first = window.firstEnd(run.first() - 1);
            if (first <= last) {
                times.add(window.start(first), last);
            }
        }
    }
}
