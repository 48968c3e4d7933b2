package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.WrittenBy;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

/** Parts of the archive, and what stands published that should not. */
class ReprocessRangeTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int SEED = 11;

    /** Four gaps to either side. */
    private static final Duration FIRST_READ = Duration.ofMinutes(2 * 4 * 7);

    private static final List<OracleEvent> EVENTS = events();
    private static final SortedMap<String, String> LIVE = GeneratedPipeline.cells(List.of(EVENTS));
    private static final SortedMap<String, String> COMPLETE =
            GeneratedPipeline.METRIC.cells(
                    GeneratedPipeline.identified(List.of(EVENTS)), Lateness.NOTHING_LATE);

    @TempDir static Path folder;
    private static FlinkAsDeployed flink;
    private static Plan plan;

    /** One partition, as a file is. */
    private static List<OracleEvent> events() {
        return GeneratedPipeline.generate(6_000, SEED).get(0);
    }

    @BeforeAll
    static void runLive() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        plan = runLive(folder);
    }

    private static Plan runLive(Path folder) throws Exception {
        var input = folder.resolve("events.jsonl");
        Files.write(
                input,
                EVENTS.stream()
                        .map(each -> new String(GeneratedPipeline.json(each), UTF_8))
                        .toList());
        List<SinkSpec> sinks = List.of(new SinkSpec.Files(folder.resolve("results").toString()));
        var plan = Plan.of(GeneratedPipeline.of("generated", files(input), folder, sinks));
        stream(plan);
        assertThat(differences(LIVE, standing(folder))).isEmpty();
        return plan;
    }

    private static SourceSpec files(Path input) {
        return new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
    }

    private static void stream(Plan plan) throws Exception {
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({
        "2001-01-01T09:07:00Z, 2001-01-01T09:08:00Z",
        "2001-01-01T06:00:00Z, 2001-01-01T08:00:00Z",
        ", 2001-01-01T03:33:33.333Z",
        "2001-01-02T00:00:00.001Z, ",
    })
    void windowsThatCrossTheEdgesOfARangeAreWhole(Instant from, Instant to) throws Exception {
        var range = ReprocessRange.of(Optional.ofNullable(from), Optional.ofNullable(to));

        assertThat(audit(range)).isEqualTo(expected(range));
        assertThat(audit(range)).isEqualTo(expected(range));
    }

    /** A later pipeline file is no drift, but where late events are the reason, they still are. */
    @Test
    void whatAnotherDefinitionPublishedIsALogicChange() throws Exception {
        var metric = plan.pipeline().metrics().get(0);
        var changed =
                new Metric(
                        metric.name(),
                        Optional.of("n IS NULL OR n <> 3"),
                        metric.keys(),
                        metric.windows(),
                        metric.aggregates());
        var audit =
                ReprocessJob.run(
                        with(plan.pipeline(), changed),
                        ReprocessRange.ALL,
                        Mode.AUDIT,
                        flink.reprocessing());

        assertThat(audit.verdict()).isEqualTo(WindowVerdict.LOGIC_CHANGE);
        assertThat(audit.isFine()).isFalse();
        assertThat(audit.windows())
                .anySatisfy(
                        each ->
                                assertThat(each.books().windows(WindowVerdict.EXPLAINED))
                                        .isPositive());
    }

    @Test
    void aSessionAcrossTheRangeIsWhole() throws Exception {
        var longest =
                COMPLETE.keySet().stream()
                        .filter(cell -> cell.contains("| session"))
                        .max(Comparator.comparing(ReprocessRangeTest::length))
                        .orElseThrow();
        var middle = start(longest).plus(length(longest).dividedBy(2));
        var range = ReprocessRange.of(Optional.of(middle), Optional.of(middle.plusMillis(1)));

        assertThat(length(longest)).isGreaterThan(FIRST_READ);
        assertThat(audit(range)).isEqualTo(expected(range));
    }

    /** A thousand gaps: beyond all that is read but the whole archive. */
    @Test
    void aSessionHoweverLongIsWhole(@TempDir Path own) throws Exception {
        var lines = new ArrayList<String>();
        for (int second = 0; second < 2_000; second++) {
            lines.add(
                    "{\"t\":%d,\"k\":\"all day\",\"n\":1,\"d\":1.5,\"s\":null,\"id\":%d}"
                            .formatted(978_307_200_000L + second * 1_000L, second));
        }
        var input = Files.write(own.resolve("events.jsonl"), lines);
        var metric = GeneratedPipeline.METRIC.metric();
        var plan =
                with(
                        GeneratedPipeline.of("long", files(input), own, List.of()),
                        metric,
                        List.of(Windows.parse("session 2 s")));
        stream(plan);
        var middle = Instant.parse("2001-01-01T00:17:00Z");
        var range = ReprocessRange.of(Optional.of(middle), Optional.of(middle.plusMillis(1)));

        assertThat(ReprocessJob.run(plan, range, Mode.AUDIT, flink.reprocessing()).total())
                .isEqualTo(new Comparison(1, 0, 0, 0, 0));
    }

    @Test
    void hoursThatNoWindowOfTheRangeReachesAreNotRead() throws Exception {
        var range =
                ReprocessRange.of(
                        Optional.of(Instant.parse("2001-01-01T12:00:00Z")),
                        Optional.of(Instant.parse("2001-01-01T12:30:00Z")));
        var late = hours("2001-01-02");
        assertThat(late).isNotEmpty();
        for (Path hour : late) {
            Files.move(hour, aside(hour));
        }
        try {
            assertThat(audit(range)).isEqualTo(expected(range));
        } finally {
            for (Path hour : late) {
                Files.move(aside(hour), hour);
            }
        }
    }

    @Test
    void whateverWasPublishedWronglyIsPutRight(@TempDir Path own) throws Exception {
        var plan = runLive(own);
        var right = new ArrayList<>(COMPLETE.keySet());
        right.removeIf(cell -> !COMPLETE.get(cell).equals(LIVE.get(cell)));
        right.removeIf(cell -> !cell.contains("| tumbling") || cell.endsWith("null"));
        publish(
                plan,
                wrong(right.get(0), "changed", false),
                wrong(right.get(1), "retracted", true),
                wrong(
                        "all | tumbling 10 min | 2001-01-01T00:00:00Z | 2001-01-01T00:10:00Z | no",
                        "extra",
                        false));
        var before = expected(ReprocessRange.ALL);

        var found = ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing());
        assertThat(found.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
        assertThat(found.doubtful())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.account().window()).startsWith("tumbling"))
                .allSatisfy(each -> assertThat(each.account().corrections()).contains("wrong"));
        var audit = found.total();
        assertThat(audit)
                .isEqualTo(
                        new Comparison(
                                before.matched() - 2,
                                before.changed() + 1,
                                before.missing() + 1,
                                before.extra() + 1,
                                0));

        var correction =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        assertThat(correction.total().corrected()).isEqualTo(audit.differences());
        assertThat(
                        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                                .total())
                .isEqualTo(new Comparison(COMPLETE.size(), 0, 0, 0, 0));
        assertThat(differences(COMPLETE, standing(own))).isEmpty();
    }

    @Test
    void cellsOfAWindowThatHasLeftThePipelineAreLeftAlone() throws Exception {
        var metric = plan.pipeline().metrics().get(0);
        var gone = metric.windows().get(0);
        var kept = metric.windows().subList(1, metric.windows().size());
        var expected =
                expected(ReprocessRange.ALL, cell -> !cell.contains("| " + gone.text() + " |"));

        assertThat(expected).isNotEqualTo(expected(ReprocessRange.ALL));
        assertThat(
                        ReprocessJob.run(
                                        with(plan.pipeline(), metric, kept),
                                        ReprocessRange.ALL,
                                        Mode.AUDIT,
                                        flink.reprocessing())
                                .total())
                .isEqualTo(expected);
    }

    private static Plan with(Pipeline all, Metric metric, List<Window> windows) {
        return with(
                all,
                new Metric(
                        metric.name(),
                        metric.filter(),
                        metric.keys(),
                        windows,
                        metric.aggregates()));
    }

    private static Plan with(Pipeline all, Metric changed) {
        return Plan.of(
                new Pipeline(
                        all.name(),
                        all.events(),
                        all.source(),
                        all.archive(),
                        List.of(changed),
                        all.sinks()));
    }

    private static Comparison audit(ReprocessRange range) throws Exception {
        var found = ReprocessJob.run(plan, range, Mode.AUDIT, flink.reprocessing());
        assertThat(found.doubtful()).isEmpty();
        return found.total();
    }

    private static Comparison expected(ReprocessRange range) {
        return expected(range, any -> true);
    }

    private static Comparison expected(ReprocessRange range, Predicate<String> which) {
        long matched = 0;
        long changed = 0;
        long missing = 0;
        long extra = 0;
        var cells = new HashSet<>(COMPLETE.keySet());
        cells.addAll(LIVE.keySet());
        cells.removeIf(cell -> !overlaps(range, cell) || !which.test(cell));
        for (String cell : cells) {
            var now = COMPLETE.get(cell);
            var before = LIVE.get(cell);
            matched += now != null && now.equals(before) ? 1 : 0;
            changed += now != null && before != null && !now.equals(before) ? 1 : 0;
            missing += before == null ? 1 : 0;
            extra += now == null ? 1 : 0;
        }
        return new Comparison(matched, changed, missing, extra, 0);
    }

    private static boolean overlaps(ReprocessRange range, String cell) {
        return end(cell).toEpochMilli() > range.from() && start(cell).toEpochMilli() < range.to();
    }

    private static Duration length(String cell) {
        return Duration.between(start(cell), end(cell));
    }

    private static Instant start(String cell) {
        return Instant.parse(cell.split(" \\| ", -1)[2]);
    }

    private static Instant end(String cell) {
        return Instant.parse(cell.split(" \\| ", -1)[3]);
    }

    /** A later version of a cell than any, of no events that ever were. */
    private static Cell wrong(String cell, String text, boolean retracted) {
        var parts = cell.split(" \\| ", -1);
        long nonsense = text.hashCode();
        List<Object> values = List.of(nonsense, 0.5, 0.5, nonsense, nonsense);
        return new Cell(
                parts[0],
                parts[1],
                start(cell).toEpochMilli(),
                end(cell).toEpochMilli(),
                List.of(parts[4]),
                values,
                retracted ? 0 : 1,
                nonsense,
                100,
                retracted);
    }

    private static void publish(Plan plan, Cell... cells) throws Exception {
        var env = flink.batch(1);
        var stream = env.fromData(List.of(cells), CellType.INSTANCE).uid("wrong-cells");
        try (var archive = Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
            var writer = archive.corrections();
            writer.results(stream, plan.metrics(), "wrong");
            writer.commit(new WrittenBy("wrong", "0123", 0, "0"));
            env.execute();
        }
    }

    private static List<Path> hours(String day) throws IOException {
        try (var all = Files.walk(folder.resolve("warehouse"))) {
            return all.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().startsWith("_time_hour=" + day))
                    .toList();
        }
    }

    private static Path aside(Path hour) {
        return folder.resolve("aside-" + hour.getFileName());
    }

    private static SortedMap<String, String> standing(Path folder) {
        return CellTexts.standing(folder.resolve("results"), List.of(GeneratedPipeline.METRIC));
    }
}
