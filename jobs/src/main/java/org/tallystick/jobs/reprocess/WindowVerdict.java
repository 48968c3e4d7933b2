package org.tallystick.jobs.reprocess;

import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.tallystick.flink.JobMetrics;

/** What became of one window of a metric, over all its keys; each is worse than those before. */
public enum WindowVerdict {
    /** Every cell stands published as it comes to from all events. */
    MATCH("MATCH", "every published cell is what the archive comes to"),
    /** Cells differ, and what live windows went without accounts for it. */
    EXPLAINED("EXPLAINED", "what live windows went without accounts for every difference"),
    /** Cells differ, and live ones may have been computed by another definition. */
    LOGIC_CHANGE("LOGIC CHANGE", "cells differ where another definition of the pipeline published"),
    /** Cells differ, and nothing accounts for it. */
    UNEXPLAINED("UNEXPLAINED", "cells differ, and nothing explains it");

    private final String word;
    private final String meaning;

    WindowVerdict(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** As people read it. */
    public String word() {
        return word;
    }

    /** What it says of all windows together, if it is the worst of any. */
    public String meaning() {
        return meaning;
    }

    /** Windows with this verdict, among the job's metrics. */
    Counter counter(MetricGroup operator) {
        return JobMetrics.counter(operator, "verdict", name().toLowerCase(Locale.ROOT), "windows");
    }

    /** Whether nobody needs to find out why. */
    public boolean isFine() {
        return compareTo(EXPLAINED) <= 0;
    }

    /** The worse of both. */
    public WindowVerdict or(WindowVerdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
