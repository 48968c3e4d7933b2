package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.jobs.archive.Answer;
import org.tallystick.jobs.archive.Intervals;
import org.tallystick.jobs.archive.LedgerRows;
import org.tallystick.jobs.archive.TimeRanges;
import org.tallystick.jobs.archive.WindowKind;
import org.tallystick.sql.Binding;

/**
 * The windows that went without events, as the ledger says, and that no correction has seen to
 * since.
 *
 * <p>A row of the ledger is answered by a run of corrections that had read it and had judged its
 * windows: they were in the run's range and closed. So rows are followed from one answer to the
 * next, and windows that were not closed then stay stale until they are. What has to be read is
 * what came to the ledger since the last run over everything, and of the rows before what is about
 * windows that were not closed.
 */
public final class StaleWindows implements Scope {
    /** Events lie in files by the hour: less than that between two stretches saves nothing. */
    private static final long APART = Duration.ofHours(1).toMillis();

    /** Each stretch is a condition on every file that there is. */
    private static final int MOST_STRETCHES = 256;

    private final HashMap<WindowKind, StaleKind> kinds = new HashMap<>();

    /** None yet, of all kinds of these metrics. */
    StaleWindows(List<BoundMetric> metrics) {
        for (BoundMetric metric : metrics) {
            for (var window : metric.windows()) {
                var kind = new WindowKind(metric.name(), window.text());
                kinds.put(kind, new StaleKind(window));
            }
        }
    }

    /**
     * Reads which there are.
     *
     * @param upTo the snapshot of the ledger
     * @param answers the newest first
     * @param lastEnd when the last window ends that the live job has closed for good, epoch ms
     */
    static StaleWindows of(
            List<BoundMetric> metrics,
            LedgerRows ledger,
            long upTo,
            List<Answer> answers,
            long lastEnd)
            throws IOException {
        var stale = new StaleWindows(metrics);
        stale.read(ledger, upTo, answers);
        stale.kinds.values().forEach(kind -> kind.close(lastEnd));
        return stale;
    }

    private void read(LedgerRows ledger, long upTo, List<Answer> answers) throws IOException {
        var read = OptionalLong.empty();
        for (Answer answer : sinceAllWereAnswered(ledger, upTo, answers)) {
            if (read.isEmpty() && answer.isWhole(kinds.keySet())) {
                long unanswered = Math.min(answer.closed(), answer.openSince());
                ledger.endingAfter(unanswered, answer.ledger(), this::add);
            } else if (read.isEmpty() || ledger.isUpTo(read.getAsLong(), answer.ledger())) {
                ledger.between(read, answer.ledger(), this::add);
            } else {
                // A run that began before another and ended after it: it knew less.
                continue;
            }
            read = OptionalLong.of(answer.ledger());
            answer(answer);
        }
        ledger.between(read, upTo, this::add);
    }

    /** The oldest first; those of ledgers that are not known any more answer nothing. */
    private Deque<Answer> sinceAllWereAnswered(
            LedgerRows ledger, long upTo, List<Answer> newestFirst) {
        var since = new ArrayDeque<Answer>();
        for (Answer answer : newestFirst) {
            if (ledger.isUpTo(answer.ledger(), upTo)) {
                since.addFirst(answer);
                if (answer.isWhole(kinds.keySet())) {
                    break;
                }
            }
        }
        return since;
    }

    /** A metric or window that has left the pipeline is nobody's business. */
    private void add(LedgerEntry entry) {
        var kind = kinds.get(new WindowKind(entry.metric(), entry.window()));
        if (kind != null) {
            kind.add(entry);
        }
    }

    private void answer(Answer answer) {
        for (WindowKind each : answer.kinds()) {
            var kind = kinds.get(each);
            if (kind != null) {
                kind.answer(answer);
            }
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return kinds.values().stream().allMatch(StaleKind::isEmpty);
    }

    @Override
    public boolean holds(String metric, String window, long start, long end) {
        var kind = kinds.get(new WindowKind(metric, window));
        return kind != null && kind.holds(start, end);
    }

    @Override
    public TimeRanges times() {
        return times(0);
    }

    @Override
    public TimeRanges toRead(List<BoundMetric> metrics, long margin) {
        return times(margin);
    }

    private TimeRanges times(long margin) {
        var times = new Intervals();
        kinds.values().forEach(kind -> kind.addTimes(times, margin));
        var grouped = grouped(times, APART);
        for (long apart = 2 * APART; grouped.all().size() > MOST_STRETCHES; apart *= 2) {
            grouped = grouped(grouped, apart);
        }
        return new TimeRanges(grouped);
    }

    /** Stretches with less than so much between them as one; ms. */
    private static Intervals grouped(Intervals times, long apart) {
        var grouped = new Intervals();
        Intervals.Interval before = null;
        for (var each : times.all()) {
            boolean near = before != null && each.first() - before.next() < apart;
            grouped.add(near ? before.next() : each.first(), each.next());
            before = each;
        }
        return grouped;
    }

    @Override
    public Binding of(Binding pipeline) {
        return isEmpty()
                ? pipeline
                : pipeline.only((metric, window) -> isStale(metric.name(), window.text()));
    }

    private boolean isStale(String metric, String window) {
        return !kinds.get(new WindowKind(metric, window)).isEmpty();
    }

    /** All: what is not stale is as it should be. */
    @Override
    public ReprocessRange answered() {
        return ReprocessRange.ALL;
    }
}
