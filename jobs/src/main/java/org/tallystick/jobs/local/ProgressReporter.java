package org.tallystick.jobs.local;

import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.tallystick.flink.JobMetrics;

/** Hands the jobs' own metrics to the {@link Tally} of the runner in this JVM. */
final class ProgressReporter implements MetricReporter {
    /** The setting of the reporter that names the tally. */
    static final String TALLY = "tally";

    private Tally tally;

    @Override
    public void open(MetricConfig config) {
        tally = Tally.named(config.getString(TALLY, ""));
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (isOurs(group)) {
            tally.add(metric, name);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (isOurs(group)) {
            tally.remove(metric, name);
        }
    }

    private static boolean isOurs(MetricGroup group) {
        var scope = group.getScopeComponents();
        return scope.length > 0 && scope[scope.length - 1].equals(JobMetrics.GROUP);
    }

    @Override
    public void close() {}
}
