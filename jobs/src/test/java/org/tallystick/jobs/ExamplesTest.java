package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;

/** The examples as a newcomer finds them. */
class ExamplesTest {
    private static final Path QUAKES = Path.of("examples/earthquakes/earthquakes.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"flights/flights.yaml", "earthquakes/earthquakes.yaml"})
    void nothingIsWrongWithAnExample(String example) throws Exception {
        assertThat(read(example).metrics()).isNotEmpty();
    }

    @Test
    void lateEarthquakesAreCorrectedInFilesAndDatabaseAlike() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            var url = postgres.getJdbcUrl("postgres", "postgres");
            var flink = new FlinkAsDeployed(folder, "hashmap");
            var plan = Plan.of(earthquakes(url));
            var env = flink.streaming(2);
            StreamJob.define(env, plan, LiveOptions.of(true));
            env.execute();
            assertThat(inDatabase(postgres, plan)).isEqualTo(inFiles()).isNotEmpty();

            var audit = audit(plan, flink);
            assertThat(audit.total().differences()).isPositive();
            assertThat(audit.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
            assertAllIsDrawn(audit);
            ReprocessJob.runStale(
                    plan, Mode.CORRECT, Wanted.ordinary(), line -> {}, flink.reprocessing());
            var again = audit(plan, flink);

            assertThat(again.verdict()).isEqualTo(WindowVerdict.MATCH);
            assertThat(again.total().differences()).isZero();
            assertThat(inFiles()).hasSize((int) again.total().matched());
            assertThat(inDatabase(postgres, plan)).isEqualTo(inFiles());
            try (var archive =
                    Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
                assertThat(archive.report().events() + archive.report().rejects())
                        .isEqualTo(Files.readAllLines(QUAKES).size());
            }
        }
    }

    private static Findings audit(Plan plan, FlinkAsDeployed flink) throws Exception {
        var wanted = Wanted.ordinary().drawn(true);
        return ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, wanted, flink.reprocessing());
    }

    /** A report has all windows, and as many that differ. */
    private static void assertAllIsDrawn(Findings audit) {
        var drawing = audit.drawing().orElseThrow();
        for (var each : audit.windows()) {
            var series = drawing.series().get(each.window());
            assertThat(series.windows())
                    .isEqualTo(
                            Stream.of(WindowVerdict.values())
                                    .mapToLong(each.books()::windows)
                                    .sum());
            assertThat(series.points())
                    .allMatch(point -> (point.differing() > 0) == differ(point.verdict()));
        }
        assertThat(drawing.largest())
                .hasSameSizeAs(audit.first())
                .isSortedAccordingTo(Comparator.comparing(each -> -each.difference().events()))
                .allSatisfy(each -> assertThat(each.ledger()).isNotEmpty());
        assertThat(drawing.partitions())
                .isNotEmpty()
                .allMatch(
                        each ->
                                each.received()
                                        == each.accepted().events()
                                                + each.duplicates()
                                                + each.rejected());
    }

    private static boolean differ(WindowVerdict verdict) {
        return verdict != WindowVerdict.MATCH;
    }

    @Test
    void everyMistakeInAPipelineIsNamedAtItsPlaceBeforeAJobStarts() throws IOException {
        var file = folder.resolve("flights.yaml");
        var text = Files.readString(Path.of("examples/flights/flights.yaml"));
        Files.copy(Path.of("examples/flights/flight.avsc"), folder.resolve("flight.avsc"));
        Files.writeString(
                file,
                text.replace("keys: [origin]", "keys: [orign]")
                        .replace("delay > 60", "delay")
                        .replace("sum(distance)", "sum(destination)")
                        .replace("tumbling 1 h", "tumblin 1 h"));

        assertThatThrownBy(() -> Plan.read(file.toString(), List.of(), Map.of()))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        invalid ->
                                assertThat(invalid.problems())
                                        .extracting(each -> each.replace(folder + "/", ""))
                                        .containsExactly(
                                                "flights.yaml:27:12: unknown column 'orign' at"
                                                        + " column 1 (did you mean 'origin'?)",
                                                "flights.yaml:29:9: 'tumblin 1 h' is no window:"
                                                        + " begin with cumulative, session,"
                                                        + " sliding, tumbling (did you mean"
                                                        + " 'tumbling'?)",
                                                "flights.yaml:45:14: sum takes a number (BIGINT,"
                                                        + " DECIMAL or DOUBLE), got STRING",
                                                "flights.yaml:50:13: a filter is BOOLEAN, this is"
                                                        + " BIGINT (compare it with something)",
                                                "flights.yaml:51:12: unknown column 'orign' at"
                                                        + " column 1 (did you mean 'origin'?)"));
    }

    private static Pipeline read(String example) throws InvalidPipeline {
        return Plan.read("examples/" + example, List.of(), Map.of()).pipeline();
    }

    /** The example, with all that it writes in the test's own folder. */
    private Pipeline earthquakes(String url) throws InvalidPipeline {
        var example = read("earthquakes/earthquakes.yaml");
        return new Pipeline(
                example.name(),
                example.events(),
                example.source(),
                Optional.of(FlightPipeline.archive(folder)),
                example.metrics(),
                List.of(
                        new SinkSpec.Files(folder.resolve("results").toString()),
                        new SinkSpec.Jdbc(url, Map.of())));
    }

    /** Metric, window, start and key of every cell that stands, and its number of events. */
    private Map<String, Long> inFiles() throws IOException {
        var newest = new HashMap<String, JsonNode>();
        for (String line : CellTexts.lines(folder.resolve("results"))) {
            var cell = JSON.readTree(line);
            newest.merge(
                    id(cell),
                    cell,
                    (left, right) ->
                            CellTexts.version(left).compareTo(CellTexts.version(right)) > 0
                                    ? left
                                    : right);
        }
        var standing = new TreeMap<String, Long>();
        newest.forEach(
                (id, cell) -> {
                    if (!cell.has("retracted")) {
                        standing.put(id, cell.get("events").longValue());
                    }
                });
        return standing;
    }

    private static String id(JsonNode cell) {
        var key = cell.has("network") ? cell.get("network") : cell.get("strength");
        return String.join(
                " ",
                cell.get("metric").asText(),
                cell.get("window").asText(),
                cell.get("window_start").asText(),
                cell.get("window_end").asText(),
                key.asText());
    }

    private static Map<String, Long> inDatabase(EmbeddedPostgres postgres, Plan plan)
            throws SQLException {
        var standing = new TreeMap<String, Long>();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var metric : plan.metrics()) {
                var rows =
                        statement.executeQuery(
                                "SELECT \"window\", window_start, window_end, %s, events FROM %s"
                                        .formatted(metric.keys().get(0).name(), metric.name()));
                while (rows.next()) {
                    var id =
                            String.join(
                                    " ",
                                    metric.name(),
                                    rows.getString(1),
                                    rows.getTimestamp(2).toInstant().toString(),
                                    rows.getTimestamp(3).toInstant().toString(),
                                    String.valueOf(rows.getString(4)));
                    standing.put(id, rows.getLong(5));
                }
            }
        }
        return standing;
    }
}
