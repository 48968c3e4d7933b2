package org.tallystick.jobs.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.tallystick.flink.JobMetrics;

/**
 * Sums the jobs' metrics over subtasks, also over those that have ended: a figure never goes down.
 *
 * <p>Flink makes its metric reporters itself, so a reporter and the runner that wants its figures
 * find each other by name.
 */
final class MetricTotals {
    private static final Map<String, MetricTotals> BY_NAME = new ConcurrentHashMap<>();

    private final Map<String, List<Counter>> counters = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final List<Gauge<?>> gauges = new ArrayList<>();
    private long eventTime;
    private boolean anyEventTime;

    private MetricTotals() {}

    /** The totals of that name, made if absent. */
    static MetricTotals named(String name) {
        return BY_NAME.computeIfAbsent(name, any -> new MetricTotals());
    }

    /** Forgets totals whose job is over. */
    static void forget(String name) {
        BY_NAME.remove(name);
    }

    synchronized void add(Metric metric, String name) {
        if (metric instanceof Counter counter) {
            counters.computeIfAbsent(name, any -> new ArrayList<>()).add(counter);
        } else if (metric instanceof Gauge<?> gauge && name.equals(JobMetrics.EVENT_TIME)) {
            gauges.add(gauge);
        }
    }

    synchronized void remove(Metric metric, String name) {
        if (metric instanceof Counter counter && counters.containsKey(name)) {
            counters.get(name).removeIf(known -> known == counter);
            ended.merge(name, counter.getCount(), Long::sum);
        } else if (metric instanceof Gauge<?> gauge && gauges.removeIf(known -> known == gauge)) {
            see(gauge.getValue());
        }
    }

    /** The figures now. */
    synchronized Progress progress() {
        gauges.forEach(gauge -> see(gauge.getValue()));
        return new Progress(
                sum(JobMetrics.EVENTS),
                sum(JobMetrics.REJECTS),
                sum(JobMetrics.METRIC_REJECTS),
                sum(JobMetrics.DUPLICATES),
                sum(JobMetrics.LATE),
                sum(JobMetrics.CELLS),
                anyEventTime ? Optional.of(Instant.ofEpochMilli(eventTime)) : Optional.empty());
    }

    private long sum(String name) {
        long running =
                counters.getOrDefault(name, List.of()).stream().mapToLong(Counter::getCount).sum();
        return ended.getOrDefault(name, 0L) + running;
    }

    private void see(Object epochMillis) {
        if (epochMillis instanceof Long millis) {
            eventTime = anyEventTime ? Math.max(eventTime, millis) : millis;
            anyEventTime = true;
        }
    }
}
