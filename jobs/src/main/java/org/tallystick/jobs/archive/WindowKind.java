package org.tallystick.jobs.archive;

import java.io.Serializable;

/**
 * One kind of window of a metric.
 *
 * @param metric the metric's name
 * @param window the window's text
 */
public record WindowKind(String metric, String window)
        implements Comparable<WindowKind>, Serializable {

    @Override
    public int compareTo(WindowKind other) {
        int byMetric = metric.compareTo(other.metric);
        return byMetric == 0 ? window.compareTo(other.window) : byMetric;
    }
}
