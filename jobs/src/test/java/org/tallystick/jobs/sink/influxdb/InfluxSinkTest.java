package org.tallystick.jobs.sink.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.servers.InfluxServer;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.jobs.sink.RevisedCells;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.pipeline.OnRefusal;

@Tag("servers")
@Timeout(600)
class InfluxSinkTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final int COLUMNS = 8;

    private static InfluxServer server;

    @TempDir Path rejected;

    @BeforeAll
    static void start() throws Exception {
        server = InfluxServer.start();
        server.query("", "CREATE DATABASE metrics");
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theMeasurementHoldsWhatTheFilesDoThroughAKill(@TempDir Path files) throws Exception {
        var poison = List.of(RevisedCells.notANumber(), RevisedCells.distant(10_000_000));

        RevisedCells.run("influxdb", files, spec("metrics", InfluxServer.login()), server, poison);

        var expected = RevisedCells.inFiles(files);
        assertThat(cells()).isEqualTo(expected).hasSize(36);
        assertThat(RevisedCells.lines(rejected))
                .hasSize(2)
                .anyMatch(line -> line.contains("mean is NaN, InfluxDB has no such number"))
                .anyMatch(line -> line.contains("time outside range"));
    }

    /** By their keys, as the point's tag has them. */
    private static Map<String, String> cells() throws Exception {
        var cells = new TreeMap<String, String>();
        var answer =
                server.query(
                        "metrics",
                        "SELECT flights, mean, events, revision, retracted, nulls FROM departures"
                                + " GROUP BY origin");
        for (var line : answer.lines().skip(1).toList()) {
            var columns = csv(line);
            assertThat(columns).hasSize(COLUMNS + 1);
            cells.put(key(columns.get(1)), values(columns));
        }
        return cells;
    }

    /** The answer has tags as the line protocol has them. */
    private static String key(String tags) {
        var tag = tags.replaceFirst("^origin=", "").replaceAll("\\\\([,= ])", "$1");
        if (tag.isEmpty()) {
            return RevisedCells.key(null);
        }
        boolean quoted = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
        return RevisedCells.key(quoted ? tag.substring(1, tag.length() - 1) : tag);
    }

    private static String values(List<String> columns) {
        if (columns.get(7).equals("true")) {
            assertThat(columns.get(8)).isEqualTo("flights,mean");
            return RevisedCells.retracted();
        }
        boolean isNull = columns.get(8).equals("mean");
        return RevisedCells.text(
                Long.parseLong(columns.get(3)),
                isNull ? null : Double.valueOf(columns.get(4)),
                Long.parseLong(columns.get(5)),
                Long.parseLong(columns.get(6)));
    }

    /** Fields between commas, some with quotes around them that are doubled within. */
    private static List<String> csv(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = !quoted && !field.isEmpty();
                field.append(doubled ? "\"" : "");
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Test
    void aTrialSaysWhatIsWrong() {
        var other = new HashMap<>(InfluxServer.login());
        other.put("password", "hunter2");

        assertThat(failure(spec("nowhere", InfluxServer.login())))
                .contains("answers 404")
                .contains("nowhere");
        assertThat(failure(spec("metrics", other)))
                .contains("answers 401")
                .doesNotContain("hunter2");
        assertThat(SinkTrials.of(spec("metrics", InfluxServer.login()), List.of(DEPARTURES)))
                .allMatch(trial -> trial.works());
    }

    private static String failure(InfluxSpec spec) {
        return SinkTrials.of(spec, List.of(DEPARTURES)).get(0).failure().orElseThrow().getMessage();
    }

    private InfluxSpec spec(String database, Map<String, String> login) {
        return new InfluxSpec(
                server.address(),
                new InfluxSpec.Place(database, ""),
                login,
                rejected.toString(),
                OnRefusal.KEEP);
    }
}
