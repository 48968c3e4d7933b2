package org.tallystick.jobs.sink.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.QueueServer;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;

/** What every sink of messages promises, whoever its broker is. */
@Timeout(300)
abstract class MessageSinkKit {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final CellJson JSON = new CellJson(List.of(DEPARTURES));
    private static final int CELLS = 2_500;

    @TempDir Path folder;
    private QueueServer server;

    abstract QueueServer start(Path folder) throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        server = start(folder);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void everyCellArrivesThoughTheBrokerIsRestarted() throws Exception {
        var use = new SinkUse(List.of(DEPARTURES), "flights-live", "sink", false);
        var sent = versions();

        try (var writer = Sinks.of(spec()).sink(use).createWriter(null)) {
            for (int i = 0; i < sent.size(); i++) {
                if (i == sent.size() / 2) {
                    server.restart();
                }
                writer.write(sent.get(i), null);
            }
            writer.flush(false);
        }

        assertThat(newest(lines())).isEqualTo(newest(sent.stream().map(JSON::line).toList()));
    }

    @Test
    void everyCellArrivesThoughTheJobFails() throws Exception {
        var env = Jobs.streaming();
        var cells =
                Jobs.records(env, 60, 10, MessageSinkKit::numbered, CellType.INSTANCE)
                        .map(new Jobs.FailOnce<>(getClass().getSimpleName()), CellType.INSTANCE)
                        .uid("failing");
        Sinks.write(cells, spec(), List.of(DEPARTURES), "flights-live", "results");
        env.execute();

        assertThat(Jobs.FailOnce.failures(getClass().getSimpleName())).isEqualTo(1);
        assertThat(newest(lines())).hasSize(60);
    }

    @Test
    void headersTellWhichVersionOfWhichCellItIs() throws Exception {
        var use = new SinkUse(List.of(DEPARTURES), "flights-live", "sink", false);
        var taken = retraction("LAX", 3);
        try (var writer = Sinks.of(spec()).sink(use).createWriter(null)) {
            writer.write(taken, null);
            writer.flush(true);
        }

        assertThat(server.receive())
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.headers())
                                        .containsEntry("metric", "departures")
                                        .containsEntry("cell", JSON.identity(taken))
                                        .containsEntry("revision", "3")
                                        .containsEntry("retracted", "true")
                                        .containsKeys("window", "window_start", "window_end"));
    }

    @Test
    void aTrialFindsItAndLeavesNothingThere() throws Exception {
        assertThat(SinkTrials.of(spec(), List.of(DEPARTURES)))
                .singleElement()
                .satisfies(trial -> assertThat(trial.found()).isEqualTo("messages can be sent"));
        assertThat(server.left()).isZero();
    }

    /** Of each cell three versions, of every tenth the last is a retraction. */
    private static List<Cell> versions() {
        var versions = new ArrayList<Cell>();
        for (int revision = 0; revision < 3; revision++) {
            for (int i = 0; i < CELLS; i++) {
                boolean retracted = revision == 2 && i % 10 == 0;
                versions.add(
                        retracted
                                ? retraction("A" + i, revision)
                                : cell("A" + i, i, i / 3.0, revision));
            }
        }
        return versions;
    }

    private static Cell numbered(long index) {
        return cell("A" + index, index, index / 3.0, 0);
    }

    private List<String> lines() throws Exception {
        return server.receive().stream().map(QueueServer.Received::body).toList();
    }

    /** Of each cell the line of its last version, by what it is known by. */
    private static Map<String, String> newest(List<String> lines) {
        var newest = new HashMap<String, String>();
        for (var line : lines) {
            var cell = line.replaceFirst("(\"origin\":\"[^\"]*\").*", "$1");
            newest.merge(
                    cell, line, (one, other) -> revision(other) >= revision(one) ? other : one);
        }
        return newest;
    }

    private static int revision(String line) {
        return Integer.parseInt(line.replaceFirst(".*\"revision\":(\\d+).*", "$1"));
    }

    private SinkSpec spec() throws Exception {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[{"name":"ts","type":"string"}]}""");
        var file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                """
                name: sink
                events: {schema: event.avsc, time: ts, out-of-orderness: 0 s}
                source: {connector: files, path: in, format: json}
                metrics:
                  - {name: m, windows: tumbling 1 h, aggregates: {n: count()}}
                sinks:
                  - %s
                """
                        .formatted(String.join("\n    ", server.sink())));
        return Plan.read(file.toString(), List.of(), Map.of()).pipeline().sinks().get(0);
    }
}
