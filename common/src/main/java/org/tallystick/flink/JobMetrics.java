package org.tallystick.flink;

import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

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

    /** Records without a value that were passed over. */
    public static final String TOMBSTONES = "tombstones";

    /** Events that a metric went without since an expression failed, once for each metric. */
    public static final String METRIC_REJECTS = "metricRejects";

    /** Events dropped because their identity had been seen before. */
    public static final String DUPLICATES = "duplicates";

    /** Messages of a queue that came again and are in the events already. */
    public static final String REDELIVERED = "redelivered";

    /** Events that came too late, once for every metric window that went without them. */
    public static final String LATE = "late";

    /** Events for windows that were gone when their partition came back from being idle. */
    public static final String AFTER_IDLE = "afterIdle";

    /**
     * Events that some window missed since another of their partition was dated ahead of all those
     * around it, once each.
     */
    public static final String LATE_BY_FAST_CLOCK = "lateByFastClock";

    /** Files with events that some window missed because of what was read before the file. */
    public static final String FILES_BEHIND = "filesBehind";

    /** Files that could not be read to their end. */
    public static final String FILES_DAMAGED = "filesDamaged";

    /**
     * Partials sent to the windows, one for each slice or session and key: what combining before
     * the network saves is events per partial.
     */
    public static final String PARTIALS = "partials";

    /** Windows published whole for the first time, once for each bucket that has cells of it. */
    public static final String WINDOWS_FIRED = "windowsFired";

    /** Cells of {@link #CELLS} of windows that had fired, since an allowed late event came. */
    public static final String REVISED = "revised";

    /** Cells of {@link #CELLS} that were taken back, since sessions had grown together. */
    public static final String RETRACTED = "retracted";

    /** How far behind the watermark windows fire, ms of event time: a histogram. */
    public static final String EMISSION_DELAY = "emissionDelay";

    /**
     * The clock of a source partition, epoch ms: a gauge for each, in a group {@code partition}.
     * How far one is behind the others, or behind now, is for whoever reads it.
     */
    public static final String PARTITION_CLOCK = "clock";

    /** Published cells, revisions and retractions among them. */
    public static final String CELLS = "cells";

    /** Cells of {@link #CELLS} that a sink could not take for themselves, once for each sink. */
    public static final String CELLS_REJECTED = "cellsRejected";

    /** Archived cells that SQL goes without: the metric had keys of other names or types. */
    public static final String CELLS_LEFT_OUT = "cellsLeftOut";

    /** Blocks of partials, on their way at a restore, that the pipeline has no use for any more. */
    public static final String DROPPED = "dropped";

    /** How far event time has come: the watermark, epoch ms. */
    public static final String EVENT_TIME = "eventTime";

    /** Of the latest windows of a subtask, how many the histogram is about. */
    private static final int SAMPLE = 1000;

    private JobMetrics() {}

    /** Registers one of the counters of this class with an operator's metric group. */
    public static Counter counter(MetricGroup operator, String name) {
        return operator.addGroup(GROUP).counter(name);
    }

    /** Registers {@link #EMISSION_DELAY} with an operator's metric group. */
    public static Histogram emissionDelay(MetricGroup operator) {
        return operator.addGroup(GROUP)
                .histogram(EMISSION_DELAY, new DescriptiveStatisticsHistogram(SAMPLE));
    }

    /**
     * Registers a counter for one value of a label, such as the reasons of rejects.
     *
     * @param label the name of the group that tells them apart
     */
    public static Counter counter(MetricGroup operator, String label, String value, String name) {
        return operator.addGroup(GROUP).addGroup(label, value).counter(name);
    }

    /**
     * Registers {@link #PARTITION_CLOCK} of a source partition.
     *
     * @param epochMillis read from other threads than the reader's; null before the first event
     */
    public static void partitionClock(
            MetricGroup reader, String partition, Supplier<Long> epochMillis) {
        reader.addGroup(GROUP)
                .addGroup("partition", partition)
                .gauge(PARTITION_CLOCK, (Gauge<Long>) epochMillis::get);
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
