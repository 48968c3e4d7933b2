package org.tallystick.jobs.sink.questdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.RevisedCells.key;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.cluster.Await;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.jobs.sink.RevisedCells;
import org.tallystick.jobs.sink.SampleCells;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.jobs.sink.connector.UnusableSinkException;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpServer;
import org.tallystick.pipeline.OnRefusal;

class QuestDbSinkTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final Duration APPLIED = Duration.ofSeconds(30);

    @TempDir static Path root;
    private static QuestDbServer server;

    @TempDir Path rejected;

    @BeforeAll
    static void start() throws IOException {
        server = QuestDbServer.start(root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTableHoldsWhatTheFilesDoThroughARestart(@TempDir Path files) throws Exception {
        var poison = List.of(RevisedCells.notANumber(), RevisedCells.distant(-1_000_000));

        RevisedCells.run("questdb", files, spec(OnRefusal.KEEP), server, poison);

        var expected = RevisedCells.inFiles(files);
        Await.until("rows", APPLIED, () -> "" + cells(), () -> cells().equals(expected));
        assertThat(expected).hasSize(36).containsValue(RevisedCells.retracted());
        assertThat(RevisedCells.lines(rejected))
                .hasSize(2)
                .anyMatch(line -> line.contains("mean is NaN, which QuestDB cannot tell from null"))
                .anyMatch(line -> line.contains("timestamp before 1970-01-01 is not allowed"));
    }

    private static Map<String, String> cells() {
        var cells = new TreeMap<String, String>();
        for (var row :
                rows("SELECT origin, flights, mean, events, revision, retracted FROM departures")) {
            cells.put(
                    key(row.get(0).textValue()),
                    row.get(5).asBoolean()
                            ? RevisedCells.retracted()
                            : RevisedCells.text(
                                    row.get(1).asLong(),
                                    row.get(2).isNull() ? null : row.get(2).asDouble(),
                                    row.get(3).asLong(),
                                    row.get(4).asLong()));
        }
        return cells;
    }

    @Test
    void everyTypeStandsAsItIs() throws Exception {
        var cell =
                cell(
                        Arrays.asList(null, false),
                        Arrays.asList(
                                true,
                                Long.MAX_VALUE,
                                new BigDecimal("-12345678901234567890.50"),
                                "line\nend \"q\" \\",
                                LocalDateTime.parse("1931-02-03T04:05:06.123456"),
                                Instant.parse("2262-01-01T00:00:00.000001Z"),
                                LocalDate.parse("0001-01-01"),
                                LocalTime.parse("23:59:59.999")));

        write(OnRefusal.KEEP, ALL_TYPES, cell);

        Await.until("row", APPLIED, () -> "none", () -> !rows("SELECT * FROM typed").isEmpty());
        assertThat(rows("SELECT a, b, v0, v1, v2, v3, v4, v5, v6, v7 FROM typed").get(0))
                .hasToString(
                        "[null,\"false\",\"true\",9223372036854775807,\"-12345678901234567890.50\","
                                + "\"line\\nend \\\"q\\\" \\\\\",\"1931-02-03T04:05:06.123456Z\","
                                + "\"2262-01-01T00:00:00.000001Z\",\"0001-01-01\",\"23:59:59.999\"]");
    }

    @Test
    void theFirstCellThatIsRefusedEndsTheJobIfOnErrorSaysSo() {
        assertThatThrownBy(() -> write(OnRefusal.STOP, DEPARTURES, RevisedCells.notANumber()))
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.stringifyException(e))
                                        .contains(
                                                "refuses a cell, and on-error is stop: mean is NaN")
                                        .doesNotContain(QuestDbServer.password()));
    }

    @Test
    void aTableThatWillNotDoIsRefusedBeforeAnythingRuns() throws Exception {
        run(
                "CREATE TABLE other (cell VARCHAR, window_start TIMESTAMP) TIMESTAMP(window_start) PARTITION BY DAY WAL");
        var metric = new BoundMetric("other", "", -1, List.of(), List.of(), List.of());

        assertThatThrownBy(() -> write(OnRefusal.KEEP, metric, RevisedCells.notANumber()))
                .isInstanceOf(UnusableSinkException.class)
                .hasMessageStartingWith("questdb sink: table other has no column window: give");
        var trials = SinkTrials.of(spec(OnRefusal.KEEP), List.of(metric));
        assertThat(trials.get(0).failure().orElseThrow()).hasMessageContaining("no column window");
    }

    @Test
    void aWrongPasswordIsSaidBeforeAnythingRunsAndNotShown() throws Exception {
        var login = Map.of("user", "tally", "password", "hunter2");
        var spec = new QuestDbSpec(server.url(), login, "day", "r", OnRefusal.KEEP);

        var trial = SinkTrials.of(spec, List.of(DEPARTURES)).get(0);

        assertThat(trial.failure().orElseThrow().getMessage())
                .startsWith("questdb sink: 127.0.0.1:")
                .contains(" answers 401")
                .doesNotContain("hunter2");
        assertThat(spec.toString()).doesNotContain("hunter2");
        assertThat(Sinks.of(spec).unanswered()).isEmpty();
    }

    private static final BoundMetric ALL_TYPES =
            new BoundMetric(
                    "typed",
                    "",
                    -1,
                    List.of(
                            new KeyColumn("a", "`a`", 0, ValueType.STRING),
                            new KeyColumn("b", "`b`", 1, ValueType.BOOLEAN)),
                    List.of(
                            SampleCells.aggregate("v0", ValueType.BOOLEAN),
                            SampleCells.aggregate("v1", ValueType.LONG),
                            SampleCells.aggregate("v2", ValueType.decimal(38, 2)),
                            SampleCells.aggregate("v3", ValueType.STRING),
                            SampleCells.aggregate("v4", ValueType.TIMESTAMP),
                            SampleCells.aggregate("v5", ValueType.TIMESTAMP_LTZ),
                            SampleCells.aggregate("v6", ValueType.DATE),
                            SampleCells.aggregate("v7", ValueType.TIME)),
                    List.of());

    private static Cell cell(List<Object> keys, List<Object> values) {
        return new Cell("typed", "tumbling 1 h", 0, 1, keys, values, 1, 0, 0, false);
    }

    private void write(OnRefusal onRefusal, BoundMetric metric, Cell cell) throws Exception {
        var env = Jobs.batch();
        GeneratorFunction<Long, Cell> one = index -> cell;
        Sinks.write(
                Jobs.records(env, 1, one, CellType.INSTANCE),
                spec(onRefusal),
                List.of(metric),
                "flights-live",
                "sink");
        env.execute();
    }

    private QuestDbSpec spec(OnRefusal onRefusal) {
        return new QuestDbSpec(server.url(), login(), "day", rejected.toString(), onRefusal);
    }

    private static Map<String, String> login() {
        return Map.of("user", QuestDbServer.user(), "password", QuestDbServer.password());
    }

    private static JsonNode run(String sql) {
        var header = HttpLogin.header(login(), "Bearer");
        try {
            return new QuestDbSql(HttpServer.at("questdb", server.url(), header).open()).run(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> rows(String sql) {
        var rows = new ArrayList<JsonNode>();
        run(sql).get("dataset").forEach(rows::add);
        return rows;
    }
}
