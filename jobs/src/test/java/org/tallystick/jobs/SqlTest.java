package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.flink.Observers;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.oracle.Flights;
import org.tallystick.pipeline.KeyExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;

/** SQL over flights: live, and over the archive that a bounded run has made of them. */
class SqlTest {
    private static final int FLIGHTS = 5_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    @TempDir static Path folder;

    private static Plan plan;

    @BeforeAll
    static void archive() throws Exception {
        var input = folder.resolve("flights.jsonl");
        try (var packed = new GZIPInputStream(Files.newInputStream(Flights.FILE))) {
            var lines = new String(packed.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Files.write(input, lines.lines().limit(FLIGHTS).toList());
        }
        plan = Plan.of(FlightPipeline.of(input, folder));
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    @Test
    void theArchiveIsCounted() throws Exception {
        assertThat(batch("SELECT COUNT(*) FROM archive.events; SELECT COUNT(*) FROM events"))
                .containsExactly("+I[5000]", "+I[5000]");
    }

    @Test
    void timesAreUtcUntilAScriptSetsAZone() throws Exception {
        var midnight = "SELECT CAST(TO_TIMESTAMP_LTZ(0, 3) AS STRING) FROM (VALUES 1);";

        assertThat(batch(midnight + "SET 'table.local-time-zone' = 'Asia/Tokyo';" + midnight))
                .containsExactly("+I[1970-01-01 00:00:00.000]", "+I[1970-01-01 09:00:00.000]");
    }

    @Test
    void aMetricIsTheSameLiveAndInTheArchive() throws Exception {
        var cells = "SELECT * FROM departures; SELECT * FROM trouble";

        assertThat(standing(streaming(cells)))
                .hasSizeGreaterThan(1_000)
                .isEqualTo(standing(batch(cells)));
    }

    @Test
    void columnsHaveTheirTypes() throws Exception {
        assertThat(batch("DESCRIBE trouble"))
                .contains(
                        "+I[window_start, TIMESTAMP_LTZ(3), false, null, null, null]",
                        "+I[k, STRING, true, null, null, null]",
                        "+I[its_variance_long, DOUBLE, true, null, null, null]",
                        "+I[cell, STRING, false, PRI(cell), null, null]");
        assertThat(streaming("DESCRIBE events"))
                .contains(
                        "+I[delay, INT, true, null, null, null]",
                        "+I[_offset, BIGINT, true, null, null, null]",
                        "+I[_time, TIMESTAMP_LTZ(3) *ROWTIME*, true, null, null, SOURCE_WATERMARK()]");
    }

    @Test
    void eventsAreOfOneReadingOfTheSource() throws Exception {
        var both =
                """
                SELECT MAX(e.n), MAX(d.n) FROM (SELECT COUNT(*) AS n FROM events) e,
                  (SELECT SUM(events) AS n FROM departures WHERE `window` = 'tumbling 1 h') d
                """;

        var counts = standing(streaming(both));

        assertThat(counts).hasSize(1).first().asString().startsWith("+I[5000, ");
    }

    @Test
    void theSourcesClocksAreTheWatermark() throws Exception {
        var hours =
                """
                SELECT window_start, COUNT(*) FROM TABLE(
                  TUMBLE(TABLE events, DESCRIPTOR(_time), INTERVAL '1' HOUR))
                GROUP BY window_start, window_end
                """;

        var live = streaming(hours);

        assertThat(live).hasSameSizeAs(batch(hours)).isSorted().hasSizeGreaterThan(5);
        assertThat(live).isNotEqualTo(batch(hours)); // it has no late events
    }

    @ParameterizedTest
    @EnumSource(SqlMode.class)
    void patternsAreFound(SqlMode mode) throws Exception {
        var pattern =
                """
                SELECT COUNT(*) FROM events MATCH_RECOGNIZE (
                  PARTITION BY origin ORDER BY _time
                  MEASURES A.flight AS f, B.flight AS g
                  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
                  PATTERN (A B) DEFINE A AS A.delay > 60, B AS B.delay > A.delay)
                """;

        assertThat(standing(run(mode, pattern))).hasSize(1).doesNotContain("+I[0]");
    }

    @Test
    void theArchiveIsReadAsItWasAtASnapshot() throws Exception {
        var snapshot =
                batch("SELECT MIN(snapshot_id) FROM archive.`events$snapshots`")
                        .get(0)
                        .replaceAll("[^0-9]", "");

        var then = "SELECT COUNT(*) FROM archive.events /*+ OPTIONS('snapshot-id'='%s') */";

        assertThat(batch(then.formatted(snapshot))).containsExactly("+I[5000]");
        assertThatThrownBy(() -> batch(then.formatted("17")))
                .hasStackTraceContaining("Cannot find snapshot with ID 17");
    }

    @Test
    void theArchiveIsReadAsItWasAtATime() throws Exception {
        var count =
                "SELECT COUNT(*) FROM archive.%s FOR SYSTEM_TIME AS OF TIMESTAMP '2999-01-01 00:00:00'";

        assertThat(batch(count.formatted("events"))).containsExactly("+I[5000]");
        assertThatThrownBy(
                        () ->
                                batch(
                                        "SELECT * FROM trouble FOR SYSTEM_TIME AS OF TIMESTAMP '2999-01-01 00:00:00'"))
                .hasMessageContaining("pipeline.trouble has no history");
    }

    @ParameterizedTest
    @EnumSource(SqlMode.class)
    void whatAMetricPublishesIsInsertedAsItIs(SqlMode mode) throws Exception {
        var results = folder.resolve("results");
        var before = CellTexts.standing(results, FlightPipeline.METRICS);
        var lines = CellTexts.lines(results).size();

        run(
                mode,
                """
                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO sink_1.departures SELECT * FROM departures;
                  INSERT INTO sink_1.trouble SELECT * FROM trouble;
                END
                """);

        assertThat(CellTexts.lines(results)).hasSizeGreaterThan(lines + 1_000);
        assertThat(CellTexts.standing(results, FlightPipeline.METRICS)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(SqlMode.class)
    void cellsAreInsertedIntoASink(SqlMode mode) throws Exception {
        var results = folder.resolve("results");
        var before = CellTexts.standing(results, FlightPipeline.METRICS);

        var shown =
                run(
                        mode,
                        """
                        INSERT INTO sink_1.trouble
                        SELECT `window`, window_start, window_end, '%1$s', its_events, its_variance_long,
                          its_distinct_text, events, revision, REPLACE(cell, '"ATL"', '"%1$s"')
                        FROM trouble WHERE k = 'ATL'
                        """
                                .formatted(mode));

        assertThat(shown).isEmpty();
        assertThat(CellTexts.standing(results, FlightPipeline.METRICS))
                .containsAllEntriesOf(before)
                .hasSizeGreaterThan(before.size());
    }

    @Test
    void aRowWithTheCellOfAnotherIsRefusedInOneLine() {
        assertThatThrownBy(
                        () ->
                                batch(
                                        """
                                        INSERT INTO sink_1.trouble
                                        SELECT `window`, window_start, window_end, 'XXX', its_events,
                                          its_variance_long, its_distinct_text, events, revision, cell
                                        FROM trouble WHERE k = 'ATL'
                                        """))
                .rootCause()
                .message()
                .doesNotContain("\n")
                .matches(
                        "a row for trouble has the cell .*\"ATL\".*, its window and keys are those of .*\"XXX\".*");
    }

    @Test
    void cellsOfOtherKeysAreLeftOutAndCounted() throws Exception {
        var all = batch("SELECT COUNT(*) FROM trouble").get(0).replaceAll("[^0-9]", "");
        var told = new ConcurrentLinkedQueue<Long>();
        var observer = new LeftOut(told);
        Observers.add(observer);
        try {
            assertThat(run(renamed(), SqlMode.BATCH, "SELECT COUNT(*) FROM trouble"))
                    .containsExactly("+I[0]");
        } finally {
            Observers.remove(observer);
        }

        assertThat(told.stream().mapToLong(Long::longValue).sum()).isEqualTo(Long.parseLong(all));
    }

    private record LeftOut(Collection<Long> told) implements Observers.Observer {

        @Override
        public void checkpointed(Map<String, String> place, long checkpoint) {}

        @Override
        public void rejected(Map<String, String> place, String text) {}

        @Override
        public void warned(
                Map<String, String> place,
                Observers.Warning warning,
                String about,
                long weight,
                String text) {
            if (warning == Observers.Warning.CELLS_LEFT_OUT && about.equals("trouble")) {
                told.add(weight);
            }
        }
    }

    /** The same pipeline, the keys of whose metrics have got other names. */
    private static Plan renamed() {
        var now = plan.pipeline();
        var metrics =
                now.metrics().stream()
                        .map(
                                each ->
                                        new Metric(
                                                each.name(),
                                                each.filter(),
                                                each.keys().stream().map(SqlTest::renamed).toList(),
                                                each.windows(),
                                                each.aggregates()))
                        .toList();
        return Plan.of(
                new Pipeline(
                        now.name(),
                        now.events(),
                        now.source(),
                        now.archive(),
                        metrics,
                        now.sinks()));
    }

    private static KeyExpression renamed(KeyExpression key) {
        return new KeyExpression(key.name() + "_now", key.expression());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    SELECT COUNT(*) FROM evnts         ¦ there is no table 'evnts' at column 22 (did you mean 'events'?); there are departures, .*events.*archive.results.*
                    SELECT * FROM archive.evens        ¦ there is no table 'evens' at column 15 (did you mean 'events'?).*
                    SELECT nothing FROM departures     ¦ unknown column 'nothing' at column 8: there are window, window_start, window_end, k, .*, cell
                    SELECT orign FROM events           ¦ unknown column 'orign' at column 8: did you mean 'origin'?
                    SELECT 1;@SELEC 2                  ¦ Non-query expression .*, in the statement at column 1 of line 2
                    SELECT * FROM trouble@ WHERE ) = 1 ¦ unexpected ')' at column 8 of line 2
                    SET 'execution.runtime-mode' = 'streaming'         ¦ SET: --mode says how a script runs, .*
                    DROP TABLE trouble                 ¦ .*pipeline.trouble is the pipeline's: SQL cannot change it
                    DROP TABLE archive.events          ¦ .*archive.events is the archive's: SQL can only read it
                    DROP DATABASE archive CASCADE      ¦ archive is the pipeline's: SQL cannot drop it
                    SELECT * FROM sink_1.trouble       ¦ sink_1.trouble is a sink: it can only be written
                    INSERT INTO trouble TABLE trouble  ¦ pipeline.trouble can only be read
                    INSERT INTO archive.ledger TABLE archive.ledger    ¦ archive.ledger can only be read.*
                    SELECT * FROM trouble /*+ OPTIONS('a'='b') */      ¦ pipeline.trouble takes no options, but got a: .*
                    """)
    void aMistakeIsOneLine(String script, String line) {
        assertThatThrownBy(() -> batch(script.replace('@', '\n')))
                .isInstanceOf(BadArgumentException.class)
                .message()
                .doesNotContain("\n")
                .matches(line.replaceAll("[()?*]", "\\\\$0").replace(".\\*", ".*"));
    }

    private static List<String> batch(String script) throws Exception {
        return run(SqlMode.BATCH, script);
    }

    private static List<String> streaming(String script) throws Exception {
        return run(SqlMode.STREAMING, script);
    }

    private static List<String> run(SqlMode mode, String script) throws Exception {
        return run(plan, mode, script);
    }

    private static List<String> run(Plan plan, SqlMode mode, String script) throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var env = mode == SqlMode.BATCH ? flink.batch(2) : flink.streaming(2);
        var rows = new ArrayList<String>();
        try (var session = SqlJob.session(env, plan, mode, true)) {
            SqlJob.run(session, script, result -> rows.addAll(rows(result)));
        }
        return rows;
    }

    private static List<String> rows(TableResult result) throws Exception {
        var rows = new ArrayList<String>();
        try (var all = result.collect()) {
            all.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }

    /** What rows of a changelog leave. */
    private static List<String> standing(List<String> changes) {
        var rows = new ArrayList<String>();
        for (var change : changes) {
            var row = change.replaceFirst("^...", "+I[");
            if (change.startsWith("+")) {
                rows.add(row);
            } else {
                assertThat(rows.remove(row)).as(change).isTrue();
            }
        }
        rows.sort(null);
        return rows;
    }
}
