package org.tallystick.jobs.local.runner;

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
import org.tallystick.flink.Observers;

/**
 * Sums the jobs' metrics over subtasks, also over those that have ended.
 *
 * <p>What is read again after a restart counts once: a subtask goes on from what it had counted
 * when it took its part in the checkpoint that the job was restored from; from nothing, where there
 * is none.
 *
 * <p>Flink makes its metric reporters itself, so a reporter and the runner that wants its figures
 * find each other by name.
 */
final class MetricTotals implements Observers.Observer {
    /** Flink's own figure of a job. */
    static final String LATEST_CHECKPOINT = "lastCompletedCheckpointId";

    private static final int REASONS = 3;
    private static final Map<String, MetricTotals> BY_NAME = new ConcurrentHashMap<>();

    private final Map<Place, CountedOverAttempts> counters = new HashMap<>();
    private final List<Gauge<?>> gauges = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final Warnings warnings = new Warnings();
    private Optional<Gauge<?>> latestCheckpoint = Optional.empty();
    private long eventTime;
    private boolean anyEventTime;

    private MetricTotals() {}

    /**
     * Which subtask of which operator counts what; the same for all its attempts.
     *
     * @param task a chain of operators, which takes its part in a checkpoint as one
     */
    record Place(String job, String task, String operator, String subtask, String name) {

        /** Of a metric of an operator's group. */
        static Place of(Map<String, String> variables, String name) {
            return new Place(
                    variables.getOrDefault("<job_id>", ""),
                    variables.getOrDefault("<task_id>", ""),
                    variables.getOrDefault("<operator_id>", ""),
                    variables.getOrDefault("<subtask_index>", ""),
                    name);
        }

        boolean isOfTask(Place other) {
            return job.equals(other.job)
                    && task.equals(other.task)
                    && subtask.equals(other.subtask);
        }
    }

    /** The totals of that name, made if absent. */
    static MetricTotals named(String name) {
        return BY_NAME.computeIfAbsent(name, any -> listening());
    }

    private static MetricTotals listening() {
        var totals = new MetricTotals();
        Observers.add(totals);
        return totals;
    }

    /** Forgets totals whose job is over. */
    static void forget(String name) {
        var totals = BY_NAME.remove(name);
        if (totals != null) {
            Observers.remove(totals);
        }
    }

    synchronized void add(Metric metric, Place place) {
        if (metric instanceof Counter counter) {
            counters.computeIfAbsent(place, any -> new CountedOverAttempts())
                    .begin(counter, latestCheckpoint());
        } else if (metric instanceof Gauge<?> gauge && isEventTime(place)) {
            gauges.add(gauge);
        } else if (metric instanceof Gauge<?> gauge && place.name().equals(LATEST_CHECKPOINT)) {
            latestCheckpoint = Optional.of(gauge);
        }
    }

    private static boolean isEventTime(Place place) {
        return place.name().equals(JobMetrics.EVENT_TIME);
    }

    /** Below 0 where there is none. */
    private long latestCheckpoint() {
        return latestCheckpoint.map(Gauge::getValue).filter(Long.class::isInstance).stream()
                .mapToLong(Long.class::cast)
                .findFirst()
                .orElse(-1);
    }

    synchronized void remove(Metric metric, Place place) {
        if (metric instanceof Counter counter && counters.containsKey(place)) {
            counters.get(place).end(counter);
        } else if (metric instanceof Gauge<?> gauge && gauges.removeIf(known -> known == gauge)) {
            see(gauge.getValue());
        }
    }

    @Override
    public synchronized void checkpointed(Map<String, String> variables, long checkpoint) {
        var place = Place.of(variables, "");
        long latest = latestCheckpoint();
        counters.forEach(
                (counted, figure) -> {
                    if (counted.isOfTask(place)) {
                        figure.mark(checkpoint, latest);
                    }
                });
    }

    @Override
    public synchronized void rejected(Map<String, String> variables, String text) {
        if (isOurs(variables) && rejects.size() < REASONS && !rejects.contains(text)) {
            rejects.add(text);
        }
    }

    @Override
    public synchronized void warned(
            Map<String, String> variables,
            Observers.Warning warning,
            String about,
            long weight,
            String text) {
        if (isOurs(variables)) {
            warnings.add(warning, about, weight, text);
        }
    }

    private boolean isOurs(Map<String, String> variables) {
        var job = Place.of(variables, "").job();
        return counters.keySet().stream().anyMatch(place -> place.job().equals(job));
    }

    /** What is wrong with the input as a whole, in a few lines. */
    synchronized List<String> warnings() {
        return warnings.lines();
    }

    /** The first few inputs that could not become events, and why. */
    synchronized List<String> firstRejects() {
        return List.copyOf(rejects);
    }

    /** The figures now. */
    synchronized Progress progress() {
        gauges.forEach(gauge -> see(gauge.getValue()));
        return new Progress(
                sum(JobMetrics.EVENTS),
                sum(JobMetrics.REJECTS),
                sum(JobMetrics.TOMBSTONES),
                sum(JobMetrics.METRIC_REJECTS),
                sum(JobMetrics.DUPLICATES),
                sum(JobMetrics.LATE),
                sum(JobMetrics.AFTER_IDLE),
                sum(JobMetrics.CELLS),
                new InputFlaws(
                        sum(JobMetrics.LATE_BY_FAST_CLOCK),
                        sum(JobMetrics.FILES_BEHIND),
                        sum(JobMetrics.FILES_DAMAGED)),
                anyEventTime ? Optional.of(Instant.ofEpochMilli(eventTime)) : Optional.empty());
    }

    private long sum(String name) {
        long sum = 0;
        for (var counter : counters.entrySet()) {
            if (counter.getKey().name().equals(name)) {
                sum += counter.getValue().count();
            }
        }
        return sum;
    }

    private void see(Object epochMillis) {
        if (epochMillis instanceof Long millis) {
            eventTime = anyEventTime ? Math.max(eventTime, millis) : millis;
            anyEventTime = true;
        }
    }
}
