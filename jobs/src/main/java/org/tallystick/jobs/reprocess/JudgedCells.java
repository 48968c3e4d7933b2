package org.tallystick.jobs.reprocess;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.tallystick.jobs.archive.WindowKind;

/**
 * Counts what cells were judged to be, and keeps the first that differ. Every subtask has one; the
 * merged one comes back with the job's result.
 *
 * <p>Flink writes it down for each heartbeat while the task goes on, hence the concurrent
 * collections.
 */
final class JudgedCells implements Accumulator<Difference, JudgedCells> {
    private final int kept;
    private final ConcurrentSkipListMap<WindowKind, ConcurrentHashMap<Verdict, Long>> counts =
            new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<Difference> first = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListSet<Difference> largest =
            new ConcurrentSkipListSet<>(Difference.LARGEST_FIRST);

    /**
     * An accumulator of nothing.
     *
     * @param kept how many differences to keep, at least 0
     */
    JudgedCells(int kept) {
        this.kept = kept;
    }

    /** Counts a cell. */
    void count(String metric, String window, Verdict verdict) {
        ofWindow(new WindowKind(metric, window)).merge(verdict, 1L, Long::sum);
    }

    @Override
    public void add(Difference difference) {
        keep(difference, first);
        keep(difference, largest);
    }

    private void keep(Difference difference, ConcurrentSkipListSet<Difference> in) {
        in.add(difference);
        if (in.size() > kept) {
            in.pollLast();
        }
    }

    @Override
    public void merge(Accumulator<Difference, JudgedCells> other) {
        var judged = other.getLocalValue();
        judged.counts.forEach((window, cells) -> add(cells, ofWindow(window)));
        judged.first.forEach(each -> keep(each, first));
        judged.largest.forEach(each -> keep(each, largest));
    }

    private static void add(Map<Verdict, Long> cells, Map<Verdict, Long> sums) {
        cells.forEach((verdict, count) -> sums.merge(verdict, count, Long::sum));
    }

    private Map<Verdict, Long> ofWindow(WindowKind window) {
        return counts.computeIfAbsent(window, any -> new ConcurrentHashMap<>());
    }

    @Override
    public JudgedCells getLocalValue() {
        return this;
    }

    @Override
    public void resetLocal() {
        counts.clear();
        first.clear();
        largest.clear();
    }

    @Override
    @SuppressWarnings({"MethodOverridesSuperInInterface", "SuperClone"}) // Flink demands clone
    public JudgedCells clone() {
        var copy = new JudgedCells(kept);
        copy.merge(this);
        return copy;
    }

    /** The largest differences, as {@link Difference#LARGEST_FIRST} has them. */
    List<Difference> largest() {
        return List.copyOf(largest);
    }

    /** The first differences by time. */
    List<Difference> first() {
        return List.copyOf(first);
    }

    /**
     * What was found.
     *
     * @param corrected whether the differences were published
     * @param listed the first differences, explained
     * @param judged what their windows were judged to be
     * @param drawing what a report is made of, if there is to be one
     */
    Findings findings(
            boolean corrected,
            List<Findings.Listed> listed,
            JudgedWindows judged,
            Optional<Findings.Drawing> drawing) {
        var books = judged.books();
        var windows = new ArrayList<Findings.OfWindow>();
        var total = new EnumMap<Verdict, Long>(Verdict.class);
        counts.forEach(
                (window, cells) -> {
                    var sums = books.getOrDefault(window, KindBooks.NONE);
                    windows.add(new Findings.OfWindow(window, comparison(cells, corrected), sums));
                    add(cells, total);
                });
        return new Findings(comparison(total, corrected), windows, listed, judged.first(), drawing);
    }

    private static Comparison comparison(Map<Verdict, Long> cells, boolean corrected) {
        long changed = cells.getOrDefault(Verdict.CHANGED, 0L);
        long missing = cells.getOrDefault(Verdict.MISSING, 0L);
        long extra = cells.getOrDefault(Verdict.EXTRA, 0L);
        return new Comparison(
                cells.getOrDefault(Verdict.MATCHED, 0L),
                changed,
                missing,
                extra,
                corrected ? changed + missing + extra : 0);
    }
}
