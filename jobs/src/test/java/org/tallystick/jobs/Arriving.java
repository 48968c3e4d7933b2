package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.tallystick.event.TimeForm;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/**
 * Events that arrive while a job runs: each call makes a file of the folder that it watches, of one
 * partition with one clock.
 */
final class Arriving {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long OUT_OF_ORDERNESS = 5 * MINUTE;
    private static final long ALLOWED_LATENESS = 60 * MINUTE;
    static final Lateness LATENESS = Lateness.of(OUT_OF_ORDERNESS, ALLOWED_LATENESS);

    private final Path folder;
    private final List<OracleEvent> events = new ArrayList<>();
    private OptionalLong clock = OptionalLong.empty();
    private int arrived;
    private int files;

    Arriving(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("in"));
    }

    /** A pipeline of these metrics over the events, archived, with results in these folders. */
    Plan plan(List<JudgedMetric> metrics, Path... results) {
        return Plan.of(
                new Pipeline(
                        "arriving",
                        new Events(
                                GeneratedPipeline.SCHEMA,
                                "t",
                                TimeForm.STANDARD,
                                List.of("id"),
                                Duration.ofMillis(OUT_OF_ORDERNESS),
                                Duration.ofHours(1),
                                Optional.empty(),
                                Duration.ofMillis(ALLOWED_LATENESS),
                                Optional.empty(),
                                Duration.ofDays(1),
                                1 << 20),
                        new SourceSpec.Files(
                                folder.resolve("in").toString(),
                                Optional.of(Duration.ofMillis(100)),
                                "json",
                                Map.of()),
                        Optional.of(FlightPipeline.archive(folder)),
                        metrics.stream().map(JudgedMetric::metric).toList(),
                        Arrays.stream(results)
                                .map(each -> (SinkSpec) new SinkSpec.Files(each.toString()))
                                .toList()));
    }

    /** An event of a key at so many minutes. */
    void event(String key, long minute) {
        long time = minute * MINUTE;
        int id = events.size();
        events.add(
                new OracleEvent(
                        0,
                        id,
                        time,
                        clock,
                        key,
                        id % 11 == 0 ? null : (Long) (100L - id),
                        id * 0.1,
                        "text-" + id % 3,
                        id));
        clock = OptionalLong.of(Math.max(time, clock.orElse(time)));
    }

    /** What was made since the last time arrives, complete. */
    void arrive() throws IOException {
        var lines = new StringBuilder();
        for (OracleEvent event : events.subList(arrived, events.size())) {
            lines.append(new String(GeneratedPipeline.json(event), UTF_8)).append('\n');
        }
        var name = files++ + ".jsonl";
        arrived = events.size();
        Files.move(
                Files.writeString(folder.resolve(name), lines), folder.resolve("in").resolve(name));
    }

    /** All events that were made. */
    List<OracleEvent> events() {
        return GeneratedPipeline.identified(List.of(events));
    }

    /** A time that all events so far lie before, epoch ms. */
    long seenUntil() {
        return clock.orElseThrow() + 1;
    }

    /** Takes checkpoints until the archive holds all that has arrived. */
    void awaitArchived(LiveJob job, Plan plan) throws Exception {
        do {
            job.checkpoint();
        } while (archived(plan) < arrived);
    }

    /** Takes checkpoints until it also holds the cells of all windows that this lets end. */
    void awaitPublished(LiveJob job, Plan plan) throws Exception {
        awaitArchived(job, plan);
        awaitClosed(job, plan, clock.orElseThrow() - OUT_OF_ORDERNESS - 1);
    }

    /** Takes checkpoints until the archive holds all cells of windows that have ended by then. */
    void awaitClosed(LiveJob job, Plan plan, long time) throws Exception {
        do {
            job.checkpoint();
        } while (closedUntil(plan) < time);
    }

    private static long closedUntil(Plan plan) throws IOException {
        var spec = plan.pipeline().archive().orElseThrow();
        try (var archive = Archive.openToRead(spec, plan.layout())) {
            return archive.pin().map(Pin::closedUntil).orElse(Long.MIN_VALUE);
        }
    }

    private static long archived(Plan plan) throws IOException {
        var spec = plan.pipeline().archive().orElseThrow();
        try (var archive = Archive.openToRead(spec, plan.layout())) {
            return archive.scanSize(ReprocessRange.ALL.times()).rows();
        }
    }

    /** The rows of a table of the archive. */
    static List<Record> rows(Plan plan, String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }

    /** The cells that the oracle says. */
    SortedMap<String, String> cells(Lateness lateness, List<JudgedMetric> metrics) {
        var cells = new TreeMap<String, String>();
        metrics.forEach(each -> cells.putAll(each.cells(events(), lateness)));
        return cells;
    }
}
