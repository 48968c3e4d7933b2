package org.tallystick.jobs.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.local.runner.FlinkRest;
import org.tallystick.jobs.local.runner.TextTable;

/** What the jobs of a Flink cluster are at, for people. */
final class Status {
    private static final int TRIES = 15;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final FlinkRest rest;

    Status(FlinkRest rest) {
        this.rest = rest;
    }

    /** A block of lines for each job that has not ended; one line where there is none. */
    String text() throws IOException {
        var blocks = new ArrayList<String>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            if (job.path("end-time").asLong() < 0) {
                blocks.add(block(job));
            }
        }
        return blocks.isEmpty() ? "No job runs at " + rest.base() : String.join("\n\n", blocks);
    }

    private String block(JsonNode job) throws IOException {
        var id = job.path("jid").asText();
        var state = job.path("state").asText();
        var title =
                "%s  %s for %s  %s"
                        .formatted(
                                job.path("name").asText(),
                                state.toLowerCase(Locale.ROOT),
                                duration(job.path("duration").asLong()),
                                rest.base().resolve("/#/job/running/" + id));
        // Before it runs, Flink has no answer to the rest.
        return state.equals(JobStatus.RUNNING.name()) ? title + "\n" + figures(id) : title;
    }

    private TextTable figures(String job) throws IOException {
        var figures = fetched(job);
        var table = new TextTable();
        input(table, figures);
        windows(table, figures);
        eventTime(table, figures);
        // A batch job has none.
        rest.find("/jobs/" + job + "/checkpoints").ifPresent(each -> checkpoints(table, each));
        return table;
    }

    /** A JobManager fetches figures only once someone asks for them: then it has none yet. */
    private JobFigures fetched(String job) throws IOException {
        var figures = JobFigures.of(rest, job);
        for (int i = 0; i < TRIES && !figures.complete(); i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            figures = JobFigures.of(rest, job);
        }
        return figures;
    }

    private static void input(TextTable table, JobFigures figures) {
        table.row("events", figures.sum(JobMetrics.EVENTS));
        table.row(
                "rejects",
                figures.sum(JobMetrics.REJECTS),
                nonZero(figures.sums("reason", JobMetrics.REJECTS)));
        table.row("rejects by metrics", figures.sum(JobMetrics.METRIC_REJECTS));
        table.row("duplicates", figures.sum(JobMetrics.DUPLICATES));
        table.row("late", figures.sum(JobMetrics.LATE), "once for each kind of window");
        table.row("after idle", figures.sum(JobMetrics.AFTER_IDLE));
    }

    private static void windows(TextTable table, JobFigures figures) {
        long partials = figures.sum(JobMetrics.PARTIALS);
        var combined =
                partials == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.1f events each",
                                (double) figures.sum(JobMetrics.EVENTS) / partials);
        table.row("partials", partials, combined);
        table.row("windows fired", figures.sum(JobMetrics.WINDOWS_FIRED), "once for each bucket");
        table.row(
                "cells",
                figures.sum(JobMetrics.CELLS),
                String.format(
                        Locale.ROOT,
                        "%,d revised, %,d retracted",
                        figures.sum(JobMetrics.REVISED),
                        figures.sum(JobMetrics.RETRACTED)));
        figures.sums("verdict", "cells").forEach((verdict, cells) -> table.row(verdict, cells));
    }

    private static void eventTime(TextTable table, JobFigures figures) {
        var clocks = figures.largest("partition", JobMetrics.PARTITION_CLOCK);
        long newest = clocks.values().stream().mapToLong(clock -> clock).max().orElse(0);
        clocks.forEach(
                (partition, clock) ->
                        table.row(
                                "clock of " + partition,
                                Instant.ofEpochMilli(clock),
                                clock == newest ? "" : duration(newest - clock) + " behind"));
    }

    private static void checkpoints(TextTable table, JsonNode checkpoints) {
        var counts = checkpoints.path("counts");
        var latest = checkpoints.path("latest").path("completed");
        var last =
                latest.isMissingNode() || latest.isNull()
                        ? "none completed yet"
                        : String.format(
                                Locale.ROOT,
                                "the latest %,d bytes in %,d ms: %s",
                                latest.path("state_size").asLong(),
                                latest.path("end_to_end_duration").asLong(),
                                latest.path("external_path").asText());
        table.row("checkpoints", counts.path("completed").asLong(), last);
        table.row("failed checkpoints", counts.path("failed").asLong());
        table.row("restored", counts.path("restored").asLong());
    }

    private static String nonZero(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(
                        count ->
                                String.format(
                                        Locale.ROOT, "%s %,d", count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String duration(long millis) {
        var time = Duration.ofMillis(millis);
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}
