package org.tallystick.jobs.local.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.archive.PartitionBooks;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.archive.WindowKind;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Difference;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.KindBooks;
import org.tallystick.jobs.reprocess.Verdict;
import org.tallystick.jobs.reprocess.WindowSeries;
import org.tallystick.jobs.reprocess.WindowSeriesOf;
import org.tallystick.jobs.reprocess.WindowTallies;
import org.tallystick.jobs.reprocess.WindowVerdict;

/** Findings of one metric, with names that nobody expects. */
final class SomeFindings {
    static final String HOSTILE = "<script>alert(\"&\")</script>\u0000\u000b";
    static final int WINDOWS = 48;
    static final int STALE = 5;

    private static final long HOUR = 3_600_000;
    private static final WindowKind KIND = new WindowKind(HOSTILE, "tumbling 1 h");

    private SomeFindings() {}

    /**
     * @param worst the verdict on the last window that differs; others are explained
     */
    static Findings of(WindowVerdict worst) {
        var points = WindowSeriesOf.hours(WINDOWS, STALE, worst);
        var verdicts = new HashMap<String, Long>();
        verdicts.put(WindowVerdict.MATCH.name(), (long) WINDOWS - STALE);
        verdicts.put(WindowVerdict.EXPLAINED.name(), STALE - 1L);
        verdicts.merge(worst.name(), 1L, Long::sum);
        var books =
                new KindBooks(
                        verdicts,
                        STALE,
                        new WindowTallies(tally(90), tally(80), tally(84), tally(80)),
                        Map.of("late", tally(6), "after-idle", tally(4)));
        var cells = new Comparison(WINDOWS - STALE, STALE, 0, 0, 0);
        return new Findings(
                cells,
                List.of(new Findings.OfWindow(KIND, cells, books)),
                List.of(),
                List.of(),
                Optional.of(drawing(points)));
    }

    private static Findings.Drawing drawing(WindowSeries points) {
        var changed = new Difference(Verdict.CHANGED, cell("{\"a\":3,\"b\":1}"), cell("{\"a\":2}"));
        return new Findings.Drawing(
                List.of(new Findings.Listed(changed, new TreeMap<>(Map.of("late", 6L)))),
                List.of(partition(0, 1_000, 990, 7, 3), partition(1, 2_000, 2_000, 0, 0)),
                new TreeMap<>(Map.of(KIND, points)),
                Map.of(HOSTILE, List.of("a", HOSTILE)));
    }

    private static PartitionBooks partition(
            int number, long received, long accepted, long duplicates, long rejected) {
        return new PartitionBooks(
                new Known.Partition(HOSTILE, number),
                received,
                tally(accepted),
                duplicates,
                rejected,
                Tally.NOTHING,
                0);
    }

    private static PublishedCell cell(String values) {
        return new PublishedCell(
                HOSTILE, "tumbling 1 h", 0, HOUR, "{\"k\":\"x\"}", values, 5, 1, 0, false, "run");
    }

    private static Tally tally(long events) {
        return new Tally(events, events);
    }
}
