package org.tallystick.jobs.local.runner;

import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.tallystick.flink.JobMetrics;

/** Hands the jobs' own metrics to the {@link MetricTotals} of the runner in this JVM. */
final class ProgressReporter implements MetricReporter {
    /** The setting of the reporter that names the totals. */
    static final String TOTALS = "totals";

    private MetricTotals totals;

    @Override
    public void open(MetricConfig config) {
        totals = MetricTotals.named(config.getString(TOTALS, ""));
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (isOurs(group) || name.equals(MetricTotals.LATEST_CHECKPOINT)) {
            totals.add(metric, MetricTotals.Place.of(group.getAllVariables(), name));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (isOurs(group)) {
            totals.remove(metric, MetricTotals.Place.of(group.getAllVariables(), name));
        }
    }

    private static boolean isOurs(MetricGroup group) {
        var scope = group.getScopeComponents();
        return scope.length > 0 && scope[scope.length - 1].equals(JobMetrics.GROUP);
    }

    @Override
    public void close() {}
}
