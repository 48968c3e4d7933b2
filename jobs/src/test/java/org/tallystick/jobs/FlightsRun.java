package org.tallystick.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.iceberg.data.Record;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.oracle.Flights;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;

/**
 * Flights live, then an audit, a correction of stale windows and another audit.
 *
 * @param folder where everything went
 * @param flights what went in
 * @param plan what was run
 * @param live the cells that stood published after the live run
 */
record FlightsRun(
        Path folder,
        List<OracleEvent> flights,
        Plan plan,
        SortedMap<String, String> live,
        Findings audit,
        Findings correction,
        Findings secondAudit) {

    /**
     * Runs it all.
     *
     * @param count how many of the flights
     */
    static FlightsRun of(int count, Path folder) throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var plan = Plan.of(FlightPipeline.of(file(count, folder), folder));
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
        return new FlightsRun(
                folder,
                FlightPipeline.flights().subList(0, count),
                plan,
                standing(folder),
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing()),
                ReprocessJob.runStale(
                                plan,
                                Mode.CORRECT,
                                Wanted.ordinary(),
                                line -> {},
                                flink.reprocessing())
                        .orElseThrow(),
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing()));
    }

    private static Path file(int count, Path folder) throws IOException {
        var bytes = new GZIPInputStream(Files.newInputStream(Flights.FILE));
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return Files.write(
                    folder.resolve("flights.jsonl"), lines.lines().limit(count).toList());
        }
    }

    /** The cells that stand published now. */
    SortedMap<String, String> standing() {
        return standing(folder);
    }

    private static SortedMap<String, String> standing(Path folder) {
        return CellTexts.standing(folder.resolve("results"), FlightPipeline.METRICS);
    }

    /** The cells that the oracle says. */
    SortedMap<String, String> expected(Lateness lateness) {
        var expected = new TreeMap<String, String>();
        FlightPipeline.METRICS.forEach(each -> expected.putAll(each.cells(flights, lateness)));
        return expected;
    }

    /** What the oracle says that windows went without. */
    SortedMap<String, String> expectedLate() {
        var expected = new TreeMap<String, String>();
        FlightPipeline.METRICS.forEach(
                each -> expected.putAll(each.late(flights, FlightPipeline.LATENESS)));
        return expected;
    }

    /** The rows of a table of the archive. */
    List<Record> rows(String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }
}
