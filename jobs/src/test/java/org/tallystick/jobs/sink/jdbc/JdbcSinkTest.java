package org.tallystick.jobs.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.jobs.sink.SampleCells;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.jobs.sink.connector.UnusableSinkException;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.OnRefusal;
import org.tallystick.pipeline.SinkSpec;

class JdbcSinkTest {
    private static final String COLUMNS =
            """
            cell text PRIMARY KEY, "window" text, window_start timestamptz, window_end timestamptz,
            events bigint, revision bigint, origin text, flights bigint, mean double precision""";

    private static EmbeddedPostgres postgres;

    @TempDir Path folder;
    private final SimpleCounter refused = new SimpleCounter();

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @AfterEach
    void dropTables() throws SQLException {
        query("DROP TABLE IF EXISTS departures, kinds");
    }

    @Test
    void aTableIsMadeAndHoldsTheNewestVersionOfEachCell() throws Exception {
        write(
                cell("JFK", 1, 1.0, 0),
                cell("LAX", 2, null, 0),
                cell("JFK", 3, Double.NaN, 1),
                cell("SFO", 5, -0.0, 0),
                cell(null, 4, 4.0, 0));

        assertThat(departures())
                .containsExactlyInAnyOrder(
                        "JFK|3|NaN|1|2001-01-01 00:00:00+00",
                        "LAX|2|null|0|2001-01-01 00:00:00+00",
                        "SFO|5|-0|0|2001-01-01 00:00:00+00",
                        "null|4|4|0|2001-01-01 00:00:00+00");
    }

    /** After a failure versions come again, the older ones first. */
    @ParameterizedTest(name = "in one batch: {0}")
    @ValueSource(booleans = {true, false})
    void aVersionThatCountsLessNeverReplacesOneThatCountsMore(boolean atOnce) throws Exception {
        var again = new Cell[] {cell("JFK", 3, 3.0, 0), cell("JFK", 9, 9.0, 0)};
        write(cell("JFK", 9, 9.0, 0));
        if (atOnce) {
            write(again[1], again[0]);
        } else {
            write(again[0]);
        }
        assertThat(departures()).containsExactly("JFK|9|9|0|2001-01-01 00:00:00+00");

        write(cell("JFK", 4, 4.0, 1));
        write(again);
        assertThat(departures()).containsExactly("JFK|4|4|1|2001-01-01 00:00:00+00");
    }

    @Test
    void aRetractionDeletesWhatItsRevisionHas() throws Exception {
        write(cell("JFK", 3, 3.0, 0), cell("LAX", 2, 2.0, 1));

        write(retraction("JFK", 0), retraction("LAX", 0));
        assertThat(departures()).containsExactly("LAX|2|2|1|2001-01-01 00:00:00+00");
    }

    @Test
    void aCellThatTheArchiveFindsAgainAfterItsRetractionIsBack() throws Exception {
        write(cell("JFK", 1, 1.0, 0));
        write(retraction("JFK", 0), cell("JFK", 2, 2.0, 1));

        assertThat(departures()).containsExactly("JFK|2|2|1|2001-01-01 00:00:00+00");
    }

    @Test
    void moreThanABatchIsWrittenBeforeTheCheckpoint() throws Exception {
        try (var writer = writer()) {
            for (int i = 0; i < JdbcWriter.BATCH + 1; i++) {
                writer.write(cell("A" + i, i, 1.0, 0), null);
            }
            assertThat(departures()).hasSize(JdbcWriter.BATCH);
            writer.flush(false);
            assertThat(departures()).hasSize(JdbcWriter.BATCH + 1);
        }
    }

    @Test
    void everyKindOfValueFitsItsColumn() throws Exception {
        var values =
                Map.<ValueType, Object>of(
                        ValueType.BOOLEAN,
                        true,
                        ValueType.LONG,
                        Long.MIN_VALUE,
                        ValueType.DOUBLE,
                        0.1,
                        ValueType.decimal(38, 9),
                        new BigDecimal("-12345678901234567890.123456789"),
                        ValueType.STRING,
                        "a\tb'\"",
                        ValueType.TIMESTAMP,
                        LocalDateTime.of(2001, 1, 2, 3, 4, 5, 6_000),
                        ValueType.TIMESTAMP_LTZ,
                        Instant.parse("2001-01-02T03:04:05.000006Z"),
                        ValueType.DATE,
                        LocalDate.of(2001, 1, 2),
                        ValueType.TIME,
                        LocalTime.of(3, 4, 5));
        var types = new ArrayList<>(values.keySet());
        var metric = metric("kinds", types);
        var all = types.stream().map(values::get).toList();
        List<Object> nulls = Collections.nCopies(types.size(), null);

        try (var writer = sink(spec(), metric).writer(refused)) {
            writer.write(new Cell("kinds", "w", 0, 1, all, all, 1, 1, 0, false), null);
            writer.write(new Cell("kinds", "w", 0, 1, nulls, nulls, 1, 1, 0, false), null);
            writer.flush(false);
        }

        var row = new HashMap<String, String>();
        for (int i = 0; i < types.size(); i++) {
            var column = "\"k" + i + "\"::text, \"v" + i + "\"::text";
            var where = " FROM kinds WHERE k" + types.indexOf(ValueType.LONG) + " IS NOT NULL";
            row.put(types.get(i).toString(), query("SELECT " + column + where).get(0));
        }
        assertThat(row)
                .containsEntry("BOOLEAN", "true|true")
                .containsEntry("DOUBLE", "0.1|0.1")
                .containsEntry("STRING", "a\tb'\"|a\tb'\"")
                .containsEntry("TIME", "03:04:05|03:04:05")
                .containsEntry("TIMESTAMP", "2001-01-02 03:04:05.000006|2001-01-02 03:04:05.000006")
                .containsEntry("DATE", "2001-01-02|2001-01-02");
        assertThat(query("SELECT count(*) FROM kinds")).containsExactly("2");
    }

    @Test
    void aTextWithNulIsPutAsideAndNotChanged() throws Exception {
        write(cell("a\0b", 1, 1.0, 0), cell("ab", 2, 2.0, 0));

        assertThat(query("SELECT origin FROM departures")).containsExactly("ab");
        assertThat(refused.getCount()).isEqualTo(1);
        assertThat(rejected())
                .singleElement()
                .satisfies(
                        line ->
                                assertThat(line)
                                        .contains("a\\u0000b", "NUL", "PostgreSQL cannot hold"));
    }

    @Test
    void aKeyTooLongForAnIndexIsKept() throws Exception {
        var random = new Random(1);
        var origin = new StringBuilder();
        random.ints(10_000, 'a', 'z').forEach(c -> origin.append((char) c));

        write(cell(origin.toString(), 1, 1.0, 0));
        write(cell(origin.toString(), 2, 2.0, 1));

        assertThat(query("SELECT flights FROM departures")).containsExactly("2");
    }

    @Test
    void aTransactionWhoseConnectionBreaksIsDoneAgain() throws Exception {
        query("CREATE TABLE kinds (attempt int)");
        var attempts = new AtomicInteger();

        try (var session = connection(Duration.ofMillis(1)).open()) {
            session.run(
                    "kinds",
                    connection -> {
                        int attempt = attempts.incrementAndGet();
                        try (var statement = connection.createStatement()) {
                            statement.execute("INSERT INTO kinds VALUES (" + attempt + ")");
                            if (attempt == 1) {
                                statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                            }
                        }
                    });
        }

        assertThat(query("SELECT attempt FROM kinds")).containsExactly("2");
    }

    @Test
    void aStatementThatIsWrongIsNotTriedAgain() {
        assertThatThrownBy(
                        () ->
                                connection(Duration.ofDays(1))
                                        .open()
                                        .run("kinds", c -> c.createStatement().execute("SELEC")))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("after 1 attempt(s): ERROR: syntax error");
    }

    @Test
    void writersThatStartTogetherMakeOneTable() throws Exception {
        var writers = new ArrayList<Thread>();
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        for (int i = 0; i < 4; i++) {
            int number = i;
            var thread =
                    new Thread(
                            () -> {
                                try {
                                    write(cell("A" + number, 1, 1.0, 0));
                                } catch (Exception e) {
                                    failures.add(e);
                                }
                            });
            thread.start();
            writers.add(thread);
        }
        for (var thread : writers) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(departures()).hasSize(4);
    }

    @Test
    void aTableOfAnotherShapeEndsTheJobWithTheWayOut() throws Exception {
        query("CREATE TABLE departures (cell text PRIMARY KEY, origin text)");

        assertThatThrownBy(() -> write(cell("JFK", 1, 1.0, 0)))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageMatching(
                        "jdbc sink: cannot write table departures at postgresql://localhost:\\d+/"
                                + "postgres after 1 attempt\\(s\\): the table has no column window: "
                                + "give the metric another name, or drop the table: "
                                + "DROP TABLE \"departures\";");
    }

    @Test
    void theColumnOfANewAggregateIsAdded() throws Exception {
        write(cell("JFK", 1, 1.0, 0));
        query("ALTER TABLE departures DROP COLUMN mean");

        write(cell("LAX", 2, 2.0, 0));

        assertThat(departures())
                .containsExactlyInAnyOrder(
                        "JFK|1|null|0|2001-01-01 00:00:00+00", "LAX|2|2|0|2001-01-01 00:00:00+00");
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedUntilItIsPutAside() throws Exception {
        write(cell("JFK", 1, 1.0, 0));
        query("ALTER TABLE departures ALTER COLUMN mean TYPE numeric(38,0)");

        assertThatThrownBy(() -> write(cell("LAX", 2, 2.0, 0)))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining(
                        "column mean is numeric(38,0), the metric now has double precision: "
                                + "give the aggregate another name, or put the column aside: "
                                + "ALTER TABLE \"departures\" RENAME COLUMN \"mean\" TO \"mean_before\";");

        query("ALTER TABLE \"departures\" RENAME COLUMN \"mean\" TO \"mean_before\"");
        write(cell("LAX", 2, 2.0, 0));
        assertThat(query("SELECT mean FROM departures WHERE origin = 'LAX'")).containsExactly("2");
    }

    @Test
    void aColumnOfIntegersMayBeANumberWithoutLimits() {
        var dialect = new PostgreSql();

        assertThat(dialect.fits(ValueType.LONG, "bigint")).isTrue();
        assertThat(dialect.fits(ValueType.LONG, "numeric")).isTrue();
        assertThat(dialect.fits(ValueType.LONG, "integer")).isFalse();
    }

    @Test
    void aDecimalColumnMayBeWiderButNotNarrower() {
        var dialect = new PostgreSql();
        var type = ValueType.decimal(10, 2);

        assertThat(dialect.fits(type, "numeric(10,2)")).isTrue();
        assertThat(dialect.fits(type, "numeric(12,4)")).isTrue();
        assertThat(dialect.fits(type, "numeric(12,1)")).isFalse();
        assertThat(dialect.fits(type, "numeric(11,4)")).isFalse();
    }

    @Test
    void whatIsWrongWithATableIsSaidBeforeTheJobStarts() throws Exception {
        query("CREATE TABLE departures (cell text PRIMARY KEY, origin text)");

        assertThatThrownBy(() -> sink(spec(), DEPARTURES).prepareAhead())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the table has no column window");
    }

    @Test
    void aDatabaseOutOfReachIsLeftToTheTasks() {
        var away = new SinkSpec.Jdbc("jdbc:postgresql://localhost:1/db", Map.of());

        assertThatCode(() -> sink(away, DEPARTURES).prepareAhead()).doesNotThrowAnyException();
    }

    @Test
    void aRoleThatMayNotCreateWritesToATableThatStands() throws Exception {
        write(cell("JFK", 1, 1.0, 0));
        query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        query("CREATE ROLE writer LOGIN");
        query("GRANT SELECT, INSERT, UPDATE, DELETE ON departures TO writer");
        var as =
                new SinkSpec.Jdbc(spec().url().replaceFirst("\\?.*", ""), Map.of("user", "writer"));

        try (var writer = sink(as, DEPARTURES).writer(refused)) {
            writer.write(cell("LAX", 2, 2.0, 0), null);
            writer.flush(true);
        } finally {
            query("DROP OWNED BY writer");
            query("DROP ROLE writer");
        }

        assertThat(departures()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}: tried again at once {1}, never again {2}")
    @CsvSource({
        "08006, true, false", // the connection broke
        "25006, true, false", // read-only for a while
        "57P01, true, false", // shutting down
        "40001, true, false", // a conflict
        "53300, true, false", // too many connections
        "28P01, false, true", // a refused password
        "3D000, false, true", // no such database
        "42703, false, true", // no such column
        "42501, false, true", // no right
        "22003, false, true", // a number out of range
        "55P03, false, false", // a lock is held: a restart later may do
        "XX000, false, false", // an internal error
    })
    void theErrorCodeDecidesWhetherToTryAgain(String state, boolean passes, boolean permanent) {
        var failure = new SQLException("refused", state);

        assertThat(SqlState.passes(failure)).isEqualTo(passes);
        assertThat(SqlState.isPermanent(failure)).isEqualTo(permanent);
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineWithoutSecrets() {
        var settings =
                new JdbcConnection(
                        "jdbc:postgresql://localhost:1/db?user=me&password=hunter2",
                        new HashMap<>(Map.of("password", "hunter2")),
                        2,
                        Duration.ofMillis(1));

        assertThatThrownBy(() -> settings.open().run("departures", connection -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "jdbc sink: cannot write table departures at postgresql://localhost:1/db"
                                + " after 2 attempt(s): ")
                .hasMessageNotContaining("hunter2")
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed())
                                        .isNotEmpty()
                                        .allSatisfy(
                                                each ->
                                                        assertThat(each)
                                                                .hasMessageNotContaining(
                                                                        "hunter2")));
        assertThat(settings).asString().doesNotContain("hunter2");
    }

    @ParameterizedTest(name = "{0} of 1,200 cells are refused")
    @ValueSource(ints = {1, 7, 400})
    void aRefusedCellIsPutAsideWithItsReasonAndTheOthersAreWritten(int count) throws Exception {
        query("CREATE TABLE departures (" + COLUMNS + ", CHECK (flights < 10000))");
        var numbers = IntStream.range(0, 1_200).boxed().collect(Collectors.toList());
        Collections.shuffle(numbers, new Random(count));
        try (var writer = writer()) {
            for (int number : numbers) {
                writer.write(cell("A" + number, number < count ? 20_000 : 1, 1.0, 0), null);
            }
            writer.flush(false);
        }

        assertThat(departures()).hasSize(1_200 - count);
        assertThat(refused.getCount()).isEqualTo(count);
        assertThat(rejected())
                .hasSize(count)
                .allMatch(
                        line -> line.startsWith("{\"sink\":\"jdbc postgres\",\"reason\":\"ERROR: "))
                .allMatch(line -> line.contains("violates check constraint"))
                .allMatch(line -> line.contains("\"cell\":{\"metric\":\"departures\""));
    }

    @Test
    void aValueOutOfRangeIsPutAside() throws Exception {
        var metric = metric("kinds", List.of(ValueType.decimal(38, 0)));
        var digits = new BigDecimal("9".repeat(40));
        List<Object> key = List.of(BigDecimal.ONE);
        try (var writer = sink(spec(), metric).writer(refused)) {
            writer.write(new Cell("kinds", "w", 0, 1, key, key, 1, 1, 0, false), null);
            writer.write(new Cell("kinds", "w", 1, 2, key, List.of(digits), 1, 1, 0, false), null);
            writer.flush(false);
        }

        assertThat(query("SELECT count(*) FROM kinds")).containsExactly("1");
        assertThat(rejected()).singleElement().asString().contains("numeric field overflow");
    }

    @Test
    void aTableThatTakesNothingEndsTheJob() throws Exception {
        query("CREATE TABLE departures (" + COLUMNS + ", CHECK (flights < 0))");

        try (var writer = writer()) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < JdbcWriter.BATCH; i++) {
                                    writer.write(cell("A" + i, i, 1.0, 0), null);
                                }
                            })
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("violates check constraint");
        }
    }

    @Test
    void aTrialSaysWhatWorksAndChangesNothing() throws Exception {
        assertThat(trial(spec()))
                .extracting(Trial::found)
                .asString()
                .startsWith("the first run makes it");
        assertThat(query("SELECT to_regclass('departures')")).containsExactly("null");

        write(cell("JFK", 1, 1.0, 0));
        assertThat(trial(spec()).found()).startsWith("takes rows");
        query("ALTER TABLE departures DROP COLUMN mean");
        assertThat(trial(spec()).found()).startsWith("the first run adds [mean]");
        query("ALTER TABLE departures ADD COLUMN mean numeric(38,0)");
        assertThat(trial(spec()).failure().orElseThrow())
                .hasMessageContaining("column mean is numeric(38,0)");
    }

    @Test
    void aTrialMindsRights() throws Exception {
        query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        query("CREATE ROLE trial LOGIN");
        var as = new SinkSpec.Jdbc(spec().url().replaceFirst("\\?.*", ""), Map.of("user", "trial"));
        try {
            assertThat(trial(as).failure().orElseThrow())
                    .hasMessageContaining(
                            "there is no table departures, and no right to create it");
            write(cell("JFK", 1, 1.0, 0));
            query("GRANT SELECT, INSERT ON departures TO trial");
            assertThat(trial(as).failure().orElseThrow())
                    .hasMessageContaining("no right to UPDATE on table departures");
            query("GRANT UPDATE, DELETE ON departures TO trial");
            assertThat(trial(as).found()).startsWith("takes rows");
        } finally {
            query("DROP OWNED BY trial");
            query("DROP ROLE trial");
        }
    }

    @Test
    void aTrialOfADatabaseOutOfReachNamesIt() {
        var away = new SinkSpec.Jdbc("jdbc:postgresql://localhost:1/db", Map.of("password", "x"));

        assertThat(trial(away).failure().orElseThrow())
                .hasMessageStartingWith("postgresql://localhost:1/db: ");
    }

    private static Trial trial(SinkSpec.Jdbc spec) {
        return SinkTrials.of(spec, List.of(DEPARTURES)).get(0);
    }

    @Test
    void aHypertableWithoutTheExtensionIsRefusedBeforeAnythingRuns() throws SQLException {
        var spec =
                new SinkSpec.Jdbc(
                        spec().url(), spec().properties(), true, folder.toString(), OnRefusal.KEEP);
        var metric = metric("hyper", List.of(ValueType.LONG));

        assertThatThrownBy(() -> sink(spec, metric).prepareAhead())
                .isInstanceOf(UnusableSinkException.class)
                .hasMessageContaining("hypertable is true, but the database has no TimescaleDB");
        assertThat(SinkTrials.of(spec, List.of(metric)).get(0).failure().orElseThrow())
                .hasMessageContaining("hypertable is true, but the database has no TimescaleDB");
        assertThat(query("SELECT to_regclass('hyper')")).containsExactly("null");
    }

    @Test
    void aUrlOfAnotherDatabaseIsRefusedWithoutShowingIt() {
        var spec = new SinkSpec.Jdbc("jdbc:oracle://x?password=hunter2", Map.of());

        assertThatThrownBy(() -> sink(spec, DEPARTURES))
                .hasMessage(
                        "jdbc sink: the url must be jdbc:postgresql://host:port/database, or the"
                                + " same with mariadb or mysql");
    }

    private static BoundMetric metric(String name, List<ValueType> types) {
        var keys = new ArrayList<KeyColumn>();
        var values = new ArrayList<NamedAggregator>();
        for (int i = 0; i < types.size(); i++) {
            keys.add(new KeyColumn("k" + i, "k" + i, i, types.get(i)));
            values.add(SampleCells.aggregate("v" + i, types.get(i)));
        }
        return new BoundMetric(name, "", -1, keys, values, List.of());
    }

    private static SinkSpec.Jdbc spec() {
        return new SinkSpec.Jdbc(
                postgres.getJdbcUrl("postgres", "postgres"), Map.of("user", "postgres"));
    }

    private static JdbcConnection connection(Duration pause) {
        var spec = spec();
        return new JdbcConnection(spec.url(), new HashMap<>(spec.properties()), 3, pause);
    }

    private JdbcSink sink(SinkSpec.Jdbc spec, BoundMetric metric) {
        var rejected = new RejectedFolder(folder.toString(), "flights-live", "jdbc postgres");
        return JdbcSink.of(spec, List.of(metric), rejected);
    }

    private List<String> rejected() throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private SinkWriter<Cell> writer() throws IOException {
        return sink(spec(), DEPARTURES).writer(refused);
    }

    private void write(Cell... cells) throws Exception {
        try (var writer = writer()) {
            for (var cell : Arrays.asList(cells)) {
                writer.write(cell, null);
            }
            writer.flush(false);
        }
    }

    private static List<String> departures() throws SQLException {
        return query("SELECT origin, flights, mean, revision, window_start::text FROM departures");
    }

    private static List<String> query(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var rows = new ArrayList<String>();
            statement.execute("SET TIME ZONE 'UTC'");
            for (boolean more = statement.execute(sql); more; more = statement.getMoreResults()) {
                var result = statement.getResultSet();
                while (result.next()) {
                    var columns = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", columns));
                }
            }
            return rows;
        }
    }
}
