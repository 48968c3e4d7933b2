package org.tallystick.bench;

import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.traces.Span;
import org.apache.flink.traces.reporter.TraceReporter;
import org.apache.flink.traces.reporter.TraceReporterFactory;

/** What Flink says of checkpoints and restores: sizes in MB, times in ms. */
public final class Spans implements TraceReporter {
    private static final ConcurrentLinkedQueue<Span> CHECKPOINTS = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<Span> STARTS = new ConcurrentLinkedQueue<>();

    private Spans() {}

    /** For Flink, which finds it by its name. */
    public static final class Factory implements TraceReporterFactory {
        @Override
        public TraceReporter createTraceReporter(Properties properties) {
            return new Spans();
        }
    }

    @Override
    public void notifyOfAddedSpan(Span span) {
        if (span.getName().equals("Checkpoint")) {
            CHECKPOINTS.add(span);
        } else if (span.getName().equals("JobInitialization")) {
            STARTS.add(span);
        }
    }

    /** Members of a JSON object, to come behind others; none where there was no checkpoint. */
    static String report() {
        var largest =
                CHECKPOINTS.stream()
                        .max((one, other) -> Long.compare(bytes(one), bytes(other)))
                        .orElse(null);
        if (largest == null) {
            return "";
        }
        return String.format(
                        Locale.ROOT,
                        ",\"checkpoints\":%d,\"largest_mb\":%d,\"largest_ms\":%d,\"sync_p99_ms\":%d",
                        CHECKPOINTS.size(),
                        bytes(largest) / 1_000_000,
                        largest.getEndTsMillis() - largest.getStartTsMillis(),
                        syncPercentile(0.99))
                + restore();
    }

    private static long bytes(Span checkpoint) {
        return number(checkpoint, "fullSize");
    }

    /** Of the subtasks that keep the windows, of all checkpoints. */
    private static long syncPercentile(double share) {
        long[] millis =
                CHECKPOINTS.stream()
                        .flatMap(checkpoint -> checkpoint.getChildren().stream())
                        .flatMap(task -> task.getChildren().stream())
                        .filter(subtask -> number(subtask, "StateSizeBytes") > 100_000)
                        .mapToLong(subtask -> number(subtask, "SyncCheckpointDurationMs"))
                        .sorted()
                        .toArray();
        return millis.length == 0 ? -1 : millis[(int) Math.ceil(share * millis.length) - 1];
    }

    /** The start with the most to restore, if there was a restart. */
    private static String restore() {
        return STARTS.stream()
                .filter(start -> number(start, "fullSize") > 0)
                .max((one, other) -> Long.compare(bytes(one), bytes(other)))
                .map(
                        start ->
                                String.format(
                                        Locale.ROOT,
                                        ",\"restored_mb\":%d,\"restore_ms\":%d",
                                        bytes(start) / 1_000_000,
                                        start.getEndTsMillis() - start.getStartTsMillis()))
                .orElse("");
    }

    private static long number(Span span, String attribute) {
        return span.getAttributes().get(attribute) instanceof Number number
                ? number.longValue()
                : 0;
    }

    @Override
    public void open(MetricConfig config) {
        // Nothing can be set.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
