package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.FlinkAsDeployed;
import org.tallystick.jobs.LiveJob;
import org.tallystick.jobs.local.runner.CapturedConsole;
import org.tallystick.jobs.plan.Plan;

/** A pipeline changes between a savepoint and the run that goes on from it. */
@Timeout(300)
class SavepointTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final String SCHEMA =
            """
            {"type": "record", "name": "E", "fields": [
              {"name": "ts", "type": "string"},
              {"name": "k", "type": "string"},
              {"name": "n", "type": "TYPE"}]}
            """;
    private static final String PIPELINE =
            """
            name: changes
            events: {schema: e.avsc, time: ts, out-of-orderness: 0 s}
            source: {connector: files, path: in, format: json, watch: 1 s}
            metrics:
              - {name: mean, keys: [k], windows: tumbling 1 h, aggregates: {mean: avg(n)}}
              - {name: count, keys: [k], windows: [tumbling 1 h, WINDOW], aggregates: {n: count()}}
              - {name: LAST, windows: tumbling 1 h, aggregates: {n: count()}}
            sinks: [{connector: files, path: out}]
            """;

    @TempDir private Path folder;

    @Test
    void aChangedPipelineGoesOnAsCheckSays(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Files.createDirectory(folder.resolve("in"));
        write("int", "session 1 h", "old");
        arrive("1.jsonl", "10:10", "12:05");
        var savepoint = runUntil(cluster, flink().streaming(2), "2024-03-05T10:00:00Z");

        write("double", "tumbling 2 h", "new");
        assertThat(check(savepoint))
                .containsExactly(
                        "metric mean starts anew, for all of its aggregates changed: window"
                                + " 'tumbling 1 h' starts with that of 2024-03-05T13:00:00Z",
                        "metric count goes on: window 'session 1 h' goes; window 'tumbling 2 h'"
                                + " starts with that of 2024-03-05T14:00:00Z",
                        "metric new starts: window 'tumbling 1 h' starts with that of"
                                + " 2024-03-05T13:00:00Z",
                        "metric old goes: its state is dropped");

        arrive("2.jsonl", "12:30", "13:15", "14:20", "17:00");
        runUntil(cluster, flink().resumed(1, savepoint), "2024-03-05T14:00:00Z");
        assertThat(cells("mean")).containsExactlyInAnyOrder("10:00 1", "13:00 1", "14:00 1");
        assertThat(cells("count\",\"window\":\"tumbling 1 h"))
                .containsExactlyInAnyOrder("10:00 1", "12:00 2", "13:00 1", "14:00 1");
        assertThat(cells("count\",\"window\":\"tumbling 2 h")).containsExactly("14:00 1");
        assertThat(cells("new")).containsExactlyInAnyOrder("13:00 1", "14:00 1");
    }

    @Test
    void theSavepointOfAnotherPipelineIsRefused(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Files.createDirectory(folder.resolve("in"));
        write("int", "session 1 h", "last");
        arrive("1.jsonl", "10:10", "12:05");
        var savepoint = runUntil(cluster, flink().streaming(1), "2024-03-05T10:00:00Z");
        Files.writeString(file(), Files.readString(file()).replace("name: changes", "name: other"));

        var console = new CapturedConsole(false, 80);
        assertThat(run(console, "check", file().toString(), "--resume", savepoint))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err())
                .isEqualTo(
                        "tallystick: "
                                + savepoint
                                + ": the savepoint is of pipeline 'changes', not of 'other': name"
                                + " one of its own, or none\n");
    }

    @Test
    void aCheckpointWithoutMetadataIsRefusedInOneLine() throws Exception {
        Files.createDirectory(folder.resolve("in"));
        write("int", "session 1 h", "last");
        var broken = Files.createDirectory(folder.resolve("chk-9"));

        var console = new CapturedConsole(false, 80);
        assertThat(run(console, "check", file().toString(), "--resume", broken.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err())
                .isEqualTo(
                        "tallystick: "
                                + broken
                                + " has no _metadata: it is not a completed checkpoint; there is"
                                + " no complete one in it or beside it\n");
    }

    private FlinkAsDeployed flink() {
        return new FlinkAsDeployed(folder, "hashmap");
    }

    private Path file() {
        return folder.resolve("pipeline.yaml");
    }

    private void write(String type, String window, String last) throws IOException {
        Files.writeString(folder.resolve("e.avsc"), SCHEMA.replace("TYPE", type));
        var pipeline = PIPELINE.replace("WINDOW", window).replace("LAST", last);
        Files.writeString(
                file(), pipeline.replace("path: out", "path: " + folder.resolve("out").toUri()));
    }

    /** A file appears whole. */
    private void arrive(String name, String... times) throws IOException {
        var lines = new StringBuilder();
        for (String time : times) {
            lines.append("{\"ts\":\"2024-03-05T%s:00Z\",\"k\":\"a\",\"n\":1}\n".formatted(time));
        }
        var written = Files.writeString(folder.resolve(name), lines);
        Files.move(written, folder.resolve("in").resolve(name));
    }

    /** Runs until windows of that start are published, and stops with a savepoint. */
    private String runUntil(MiniCluster cluster, StreamExecutionEnvironment env, String start)
            throws Exception {
        var plan = Plan.read(file().toString(), List.of(), Map.of());
        var job = LiveJob.start(cluster, env, plan);
        do {
            job.checkpoint();
        } while (results().stream().noneMatch(line -> line.contains("_start\":\"" + start)));
        return job.stop(folder);
    }

    private List<String> check(String savepoint) {
        var console = new CapturedConsole(false, 80);
        assertThat(run(console, "check", file().toString(), "--resume", savepoint))
                .isEqualTo(ExitCode.FINE);
        return console.out().lines().filter(line -> line.matches("metric \\S.*")).toList();
    }

    private static ExitCode run(CapturedConsole console, String... arguments) {
        return new Cli(console.console(), new LocalJobs(), Path.of("..")).run(List.of(arguments));
    }

    /** Hour of the start and number of events of each cell of a metric. */
    private List<String> cells(String metric) {
        return results().stream()
                .filter(line -> line.startsWith("{\"metric\":\"" + metric))
                .map(
                        line ->
                                line.replaceFirst(
                                        ".*_start\":\"2024-03-05T(..:..).*\"events\":(\\d+).*",
                                        "$1 $2"))
                .toList();
    }

    private List<String> results() {
        var out = folder.resolve("out");
        return Files.exists(out) ? CellTexts.lines(out) : List.of();
    }
}
