package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * All that reprocessing found.
 *
 * @param total over all metrics and windows
 * @param windows for each window of each metric that had a cell, in the order of their names
 * @param first the first differences by time, as many as were asked for
 */
public record Findings(Comparison total, List<OfWindow> windows, List<Listed> first) {

    public Findings {
        windows = List.copyOf(windows);
        first = List.copyOf(first);
    }

    /**
     * A difference, and what may have led to it.
     *
     * @param ledger how many events the ledger says that the cell's window went without, over all
     *     keys, by the reason; unmodifiable
     */
    public record Listed(Difference difference, SortedMap<String, Long> ledger) {}

    /** The cells of one window of a metric. */
    public record OfWindow(MetricWindow window, Comparison cells) {}

    /**
     * A window of a metric.
     *
     * @param metric the metric's name
     * @param window the window's text
     */
    public record MetricWindow(String metric, String window)
            implements Comparable<MetricWindow>, Serializable {

        @Override
        public int compareTo(MetricWindow other) {
            int byMetric = metric.compareTo(other.metric);
            return byMetric == 0 ? window.compareTo(other.window) : byMetric;
        }
    }
}
