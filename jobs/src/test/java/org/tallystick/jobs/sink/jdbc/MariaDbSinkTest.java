package org.tallystick.jobs.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.RevisedCells.key;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.jobs.servers.MariaDbServer;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.jobs.sink.RevisedCells;
import org.tallystick.jobs.sink.SampleCells;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.pipeline.OnRefusal;
import org.tallystick.pipeline.SinkSpec;

@Tag("servers")
@Timeout(600)
class MariaDbSinkTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static MariaDbServer server;

    @TempDir Path rejected;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theTableHoldsWhatTheFilesDoThroughAKill(@TempDir Path files) throws Exception {
        var poison = List.of(RevisedCells.notANumber(), RevisedCells.distant(100_000_000));

        RevisedCells.run("mariadb", files, spec(server.password()), server, poison);

        var expected = RevisedCells.standing(RevisedCells.inFiles(files));
        assertThat(cells()).isEqualTo(expected).hasSizeBetween(20, 35);
        assertThat(RevisedCells.lines(rejected))
                .hasSize(2)
                .anyMatch(line -> line.contains("is not between the years 1000 and 9999"))
                .anyMatch(line -> line.contains("NaN"));
    }

    private static Map<String, String> cells() throws SQLException {
        var cells = new TreeMap<String, String>();
        try (var connection = connection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT origin, flights, mean, events, revision FROM departures")) {
            while (row.next()) {
                var mean = row.getBigDecimal(3) == null ? null : row.getDouble(3);
                cells.put(
                        key(row.getString(1)),
                        RevisedCells.text(row.getLong(2), mean, row.getLong(4), row.getLong(5)));
            }
        }
        return cells;
    }

    @Test
    void anOlderVersionDoesNotTakeTheRow() throws Exception {
        var metric = named("ordered");

        write(metric, of("ordered", cell("JFK", 5, 5.0, 1)));
        write(metric, of("ordered", cell("JFK", 9, 9.0, 0)));
        write(metric, of("ordered", cell("JFK", 4, 4.0, 1)));

        assertThat(text("SELECT CONCAT_WS(' ', flights, mean, events, revision) FROM ordered"))
                .isEqualTo("5 5 5 1");
    }

    @Test
    void everyTypeStandsAsItIs() throws Exception {
        var types =
                List.of(
                        ValueType.BOOLEAN,
                        ValueType.LONG,
                        ValueType.decimal(38, 2),
                        ValueType.STRING,
                        ValueType.TIMESTAMP,
                        ValueType.TIMESTAMP_LTZ,
                        ValueType.DATE,
                        ValueType.TIME);
        var values = new ArrayList<NamedAggregator>();
        for (int i = 0; i < types.size(); i++) {
            values.add(SampleCells.aggregate("v" + i, types.get(i)));
        }
        var metric = new BoundMetric("typed", "", -1, List.<KeyColumn>of(), values, List.of());
        var written =
                Arrays.<Object>asList(
                        true,
                        Long.MIN_VALUE,
                        new BigDecimal("-123456789012345678901234567890123456.50"),
                        "line\nend \u0000 \uD83D\uDE00 ",
                        LocalDateTime.parse("1931-02-03T04:05:06.123456"),
                        Instant.parse("2262-01-01T00:00:00.000001Z"),
                        LocalDate.parse("1000-01-01"),
                        LocalTime.parse("23:59:59.999"));

        write(metric, new Cell("typed", "w", 0, 1, List.of(), written, 1, 0, 0, false));

        assertThat(
                        text(
                                "SELECT CONCAT_WS('|', v0, v1, v2, HEX(v3), v4, v5, v6, v7) FROM"
                                        + " typed"))
                .isEqualTo(
                        "1|-9223372036854775808|-123456789012345678901234567890123456.50|"
                                + "6C696E650A656E64200020F09F988020|1931-02-03 04:05:06.123456|"
                                + "2262-01-01 00:00:00.000001|1000-01-01|23:59:59.999000");
        assertThat(RevisedCells.lines(rejected)).isEmpty();
    }

    @Test
    void aTableThatStandsGetsNewColumnsAndAnUnfitOneIsRefused() throws Exception {
        write(named("grown"), of("grown", cell("JFK", 1, 1.0, 0)));
        var more = new ArrayList<>(named("grown").aggregates());
        more.add(SampleCells.aggregate("extra", ValueType.decimal(10, 2)));
        var metric = new BoundMetric("grown", "", -1, DEPARTURES.keys(), more, List.of());

        assertThat(trial(metric, server.password())).isEqualTo("the first run adds [extra]");
        write(
                metric,
                of("grown", cell("JFK", 2, 1.0, 0))
                        .withValues(Arrays.asList(2L, null, BigDecimal.TEN)));

        assertThat(text("SELECT extra FROM grown")).isEqualTo("10.00");
        assertThat(trial(metric, server.password())).isEqualTo("takes rows");
        assertThat(trial(metric, "hunter2")).contains("Access denied").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(768), PRIMARY KEY (cell) | has collation utf8mb4_general_ci",
                "varchar(768) COLLATE utf8mb4_bin | has no unique key",
                "varchar(768) COLLATE utf8mb4_bin, PRIMARY KEY (cell(9)) | unique key(s) (cell(9))",
                "varchar(768) COLLATE utf8mb4_bin, PRIMARY KEY (cell(9), origin(9)) | (cell(9), origin(9))",
                "varchar(768) COLLATE utf8mb4_bin, PRIMARY KEY (cell), UNIQUE (flights) | (flights)",
            })
    void aTableThatWouldMergeCellsIsRefused(String key, String reason) throws Exception {
        var metric = named("keyed");
        execute("DROP TABLE IF EXISTS keyed");
        write(metric, of("keyed", cell("JFK", 1, 1.0, 0)));
        execute("CREATE OR REPLACE TABLE other LIKE keyed", "DROP TABLE keyed");
        execute(
                "CREATE TABLE keyed (cell %s) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci AS SELECT * FROM other"
                        .formatted(key));

        assertThat(trial(metric, server.password()))
                .contains(reason, "DROP TABLE `keyed`")
                .doesNotContain("\n");
        assertThatThrownBy(() -> write(metric, of("keyed", cell("jfk", 2, 2.0, 0))))
                .hasStackTraceContaining(reason);
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    private String trial(BoundMetric metric, String password) {
        var trial = SinkTrials.of(spec(password), List.of(metric)).get(0);
        return trial.failure()
                .map(Exception::getMessage)
                .orElse(trial.found().replaceFirst(" at .*", ""));
    }

    private static BoundMetric named(String name) {
        return new BoundMetric(name, "", -1, DEPARTURES.keys(), DEPARTURES.aggregates(), List.of());
    }

    private static Cell of(String metric, Cell cell) {
        return new Cell(
                metric,
                cell.window(),
                cell.start(),
                cell.end(),
                cell.keys(),
                cell.values(),
                cell.events(),
                cell.fingerprint(),
                cell.revision(),
                cell.retracted());
    }

    private void write(BoundMetric metric, Cell cell) throws Exception {
        var folder = new RejectedFolder(rejected.toString(), "flights-live", "jdbc metrics");
        var sink = JdbcSink.of(spec(server.password()), List.of(metric), folder);
        try (var writer = sink.writer(new SimpleCounter())) {
            writer.write(cell, null);
            writer.flush(false);
        }
    }

    private SinkSpec.Jdbc spec(String password) {
        return new SinkSpec.Jdbc(
                "jdbc:mysql:" + server.place(),
                Map.of("user", server.user(), "password", password),
                false,
                rejected.toString(),
                OnRefusal.KEEP);
    }

    private static Connection connection() throws SQLException {
        var login = Map.of("user", server.user(), "password", server.password());
        return JdbcConnection.to("jdbc:mariadb:" + server.place(), login).connect();
    }

    private static String text(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
