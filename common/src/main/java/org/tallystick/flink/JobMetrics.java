package org.tallystick.flink;

import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The names under which the jobs' operators count: {@code <operator scope>.tallystick.events} and
 * so on. A subtask counts what it has seen since it was started, so a figure of the whole job is
 * the sum over subtasks, and one of event time the maximum.
 */
public final class JobMetrics {

    /** The metric group that holds them all. */
    public static final String GROUP = "tallystick";

    /** Inputs that became events, repeats among them. */
    public static final String EVENTS = "events";

    /** Inputs that could not become an event. */
    public static final String REJECTS = "rejects";

    /** Events that a metric went without since an expression failed, once for each metric. */
    public static final String METRIC_REJECTS = "metricRejects";

    /** Events dropped because their identity had been seen before. */
    public static final String DUPLICATES = "duplicates";

    /** Events that came too late, once for every metric window that went without them. */
    public static final String LATE = "late";

    /** Published cells, revisions and retractions among them. */
    public static final String CELLS = "cells";

    /** Blocks of partials, on their way at a restore, that the pipeline has no use for any more. */
    public static final String DROPPED = "dropped";

    /** How far event time has come: the watermark, epoch ms. */
    public static final String EVENT_TIME = "eventTime";

    private JobMetrics() {}

    /** Registers one of the counters of this class with an operator's metric group. */
    public static Counter counter(MetricGroup operator, String name) {
        return operator.addGroup(GROUP).counter(name);
    }

    /**
     * Registers {@link #EVENT_TIME} with an operator's metric group.
     *
     * @param epochMillis read from other threads than the operator's; null before the first event
     */
    public static void eventTime(MetricGroup operator, Supplier<Long> epochMillis) {
        operator.addGroup(GROUP).gauge(EVENT_TIME, (Gauge<Long>) epochMillis::get);
    }
}
