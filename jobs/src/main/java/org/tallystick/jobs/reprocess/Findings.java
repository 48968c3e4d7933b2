package org.tallystick.jobs.reprocess;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tallystick.jobs.archive.PartitionBooks;
import org.tallystick.jobs.archive.WindowKind;

/**
 * All that reprocessing found.
 *
 * @param total over all metrics and windows
 * @param windows for each window of each metric that had a cell, in the order of their names
 * @param first the first differences by time, as many as were asked for
 * @param doubtful the first windows that nothing explains, as many as were asked for
 * @param drawing what a report is made of, if it was asked for
 */
public record Findings(
        Comparison total,
        List<OfWindow> windows,
        List<Listed> first,
        List<JudgedWindow> doubtful,
        Optional<Drawing> drawing) {

    /** Where nothing was judged. */
    public static final Findings NONE =
            new Findings(
                    new Comparison(0, 0, 0, 0, 0),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty());

    public Findings {
        windows = List.copyOf(windows);
        first = List.copyOf(first);
        doubtful = List.copyOf(doubtful);
    }

    /** All windows together: what is worst of any. */
    public WindowVerdict verdict() {
        return windows.stream()
                .map(each -> each.books().verdict())
                .reduce(WindowVerdict.MATCH, WindowVerdict::or);
    }

    /** Whether nobody needs to find out why cells differ, or they have been corrected. */
    public boolean isFine() {
        return verdict().isFine() || total.agrees();
    }

    /**
     * A difference, and what may have led to it.
     *
     * @param ledger how many events the ledger says that the cell's window went without, over all
     *     keys, by the reason; unmodifiable
     */
    public record Listed(Difference difference, SortedMap<String, Long> ledger) {}

    /**
     * What a report shows beside.
     *
     * @param largest the differences in which most events are missing, or too many
     * @param partitions what the checkpoints counted of the source; the archive's tables were not
     *     counted for it
     * @param series the windows of each kind
     * @param aggregates the names of each metric's aggregates, in the order of its values
     */
    public record Drawing(
            List<Listed> largest,
            List<PartitionBooks> partitions,
            SortedMap<WindowKind, WindowSeries> series,
            Map<String, List<String>> aggregates) {}

    /**
     * One kind of window of a metric.
     *
     * @param cells what its cells were judged to be
     * @param books what its windows were
     */
    public record OfWindow(WindowKind window, Comparison cells, KindBooks books) {}
}
