package org.tallystick.jobs.reprocess;

import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.tallystick.flink.JobMetrics;

/** What became of one cell when it was computed again. */
public enum Verdict {
    /** It stands published as it is. */
    MATCHED,
    /** It was published with another value, or from other events. */
    CHANGED,
    /** It is not published and should be. */
    MISSING,
    /** It is published and should not be. */
    EXTRA,
    /** It was retracted, rightly. */
    GONE;

    /** Cells with this verdict, among the job's metrics. */
    Counter counter(MetricGroup operator) {
        return JobMetrics.counter(operator, "verdict", word(), "cells");
    }

    /** As people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
