package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.CellTexts.differences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/** Windows that went without events are corrected, and nothing else is even read. */
@Timeout(600)
class StaleWindowsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60;
    private static final String HOUR = "_time_hour=1970-01-03-10";

    private static final List<JudgedMetric.Aggregate> AGGREGATES =
            List.of(
                    new JudgedMetric.Aggregate("sum", "n", Measure.SUM_LONG),
                    new JudgedMetric.Aggregate("avg", "d", Measure.AVG_DOUBLE));

    private static final JudgedMetric HOURLY =
            new JudgedMetric(
                    "hourly",
                    Optional.empty(),
                    "k",
                    List.of(new OracleWindow.Tumbling("tumbling 1 h", 60 * MINUTE, 0)),
                    AGGREGATES);

    private static final JudgedMetric MANY =
            new JudgedMetric(
                    "many",
                    Optional.empty(),
                    "k",
                    List.of(
                            new OracleWindow.Tumbling("tumbling 1 h", 60 * MINUTE, 0),
                            new OracleWindow.Sliding(
                                    "sliding 2 h every 30 min", 120 * MINUTE, 30 * MINUTE, 0),
                            new OracleWindow.Session("session 25 min", 25 * MINUTE)),
                    AGGREGATES);

    @TempDir Path folder;

    private FlinkAsDeployed flink() {
        return new FlinkAsDeployed(folder, "hashmap");
    }

    /**
     * An event every ten minutes, committed every other day, and one that comes four weeks late.
     */
    @Test
    void oneStaleWindowIn30DaysCostsOneHoursFiles(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var arriving = new Arriving(folder);
        var results = folder.resolve("results");
        var plan = arriving.plan(List.of(HOURLY), results);
        var job = LiveJob.start(cluster, flink().streaming(1), plan);
        for (long day = 0; day < 30; day += 2) {
            for (long minute = day * DAY; minute < (day + 2) * DAY; minute += 10) {
                arriving.event("key", minute);
            }
            arriving.arrive();
            arriving.awaitPublished(job, plan);
        }
        arriving.event("key", 2 * DAY + 10 * 60 + 5);
        arriving.arrive();
        arriving.awaitPublished(job, plan);
        job.drain(folder);

        try (var archive = archive(plan)) {
            var all = Reprocessing.of(plan, archive, ReprocessRange.ALL, Mode.AUDIT).size(archive);
            var stale = Reprocessing.ofStale(plan, archive, Mode.AUDIT).size(archive);
            assertThat(all.rows()).isEqualTo(30 * 24 * 6 + 1);
            assertThat(stale.rows()).isEqualTo(6 + 1);
            // A checkpoint may come while an hour is read: then that has a file more.
            assertThat(all.files()).isBetween(30 * 24 + 1L, 30 * 24 + 15L);
            assertThat(stale.files()).isBetween(2L, 3L);
            assertThat(stale.bytes()).isLessThan(all.bytes() / 200);
            assertThat(dataFiles("nothing")).hasSize((int) all.files());
            assertThat(dataFiles(HOUR)).hasSize((int) (all.files() - stale.files()));
        }
        var others = dataFiles(HOUR);
        for (Path other : others) {
            Files.move(other, aside(other));
        }
        var correction = stale(plan, Mode.CORRECT).orElseThrow();
        for (Path other : others) {
            Files.move(aside(other), other);
        }

        assertThat(correction.total()).isEqualTo(new Comparison(0, 1, 0, 0, 1));
        var complete = arriving.cells(Lateness.NOTHING_LATE, List.of(HOURLY));
        assertThat(differences(complete, standing(results, HOURLY))).isEmpty();
        assertNothingIsStale(plan);
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".aside");
    }

    private List<Path> dataFiles(String but) throws IOException {
        try (var all = Files.walk(folder.resolve("warehouse"))) {
            return all.filter(each -> each.toString().contains("/events/data/"))
                    .filter(each -> each.toString().endsWith(".parquet"))
                    .filter(each -> !each.toString().contains(but))
                    .toList();
        }
    }

    @Test
    void staleWindowsOfEveryKindBecomeComplete() throws Exception {
        var generated = generated(folder, folder.resolve("results"));

        var correction = stale(generated.plan, Mode.CORRECT).orElseThrow();

        assertThat(correction.total().agrees()).isTrue();
        assertThat(correction.total().corrected()).isPositive();
        assertThat(differences(generated.complete, standing(folder.resolve("results")))).isEmpty();
        assertNothingIsStale(generated.plan);
        assertAJobWithoutStaleWindowsChangesNothing(generated.plan);
    }

    /** On a cluster there is a job in any case: its end is what tells. */
    private void assertAJobWithoutStaleWindowsChangesNothing(Plan plan) throws Exception {
        var before = Arriving.rows(plan, "results");
        try (var archive = archive(plan)) {
            var env = flink().batch(2);
            Reprocessing.ofStale(plan, archive, Mode.CORRECT).define(env, archive);
            env.execute();
        }
        assertThat(Arriving.rows(plan, "results")).hasSameSizeAs(before);
    }

    @Test
    void anAuditOfStaleWindowsAnswersNothing() throws Exception {
        var generated = generated(folder, folder.resolve("results"));

        var first = stale(generated.plan, Mode.AUDIT).orElseThrow();

        assertThat(first.total().differences()).isPositive();
        assertThat(stale(generated.plan, Mode.AUDIT).orElseThrow().total())
                .isEqualTo(first.total());
    }

    @Test
    void whatACorrectionOfARangeHasSeenToIsNotDoneAgain() throws Exception {
        var generated = generated(folder, folder.resolve("results"));
        var before = stale(generated.plan, Mode.AUDIT).orElseThrow().total();
        var middle = Optional.of(Instant.parse("2001-01-01T18:00:00Z"));
        var first = ReprocessRange.of(Optional.empty(), middle);

        var ofRange =
                ReprocessJob.run(generated.plan, first, Mode.CORRECT, flink().reprocessing())
                        .total();
        var rest = stale(generated.plan, Mode.CORRECT).orElseThrow().total();

        assertThat(ofRange.corrected()).isPositive();
        assertThat(rest.corrected()).isPositive();
        assertThat(ofRange.corrected() + rest.corrected()).isEqualTo(before.differences());
        assertThat(rest.matched()).isLessThan(before.matched() + ofRange.corrected());
        assertThat(differences(generated.complete, standing(folder.resolve("results")))).isEmpty();
        assertNothingIsStale(generated.plan);
    }

    /** The archive takes corrections when all sinks have. */
    @Test
    void aRunThatFailsHalfWayIsMadeUpForByTheNext() throws Exception {
        var one = folder.resolve("results");
        var other = folder.resolve("other-results");
        var generated = generated(folder, one, other);
        long rows = Arriving.rows(generated.plan, "results").size();
        Files.move(other, folder.resolve("aside"));
        Files.createFile(other);

        assertThatThrownBy(() -> stale(generated.plan, Mode.CORRECT))
                .isInstanceOf(JobExecutionException.class);
        assertThat(Arriving.rows(generated.plan, "results")).hasSize((int) rows);
        Files.delete(other);
        Files.move(folder.resolve("aside"), other);
        var correction = stale(generated.plan, Mode.CORRECT).orElseThrow().total();

        assertThat(Arriving.rows(generated.plan, "results"))
                .hasSize((int) (rows + correction.corrected()));
        assertThat(differences(generated.complete, standing(one))).isEmpty();
        assertThat(differences(generated.complete, standing(other))).isEmpty();
        assertNothingIsStale(generated.plan);
    }

    /** Beside a job that goes on: a session that is still open stays stale until it is closed. */
    @Test
    void windowsAreStaleAgainWithEveryEventThatTheyMiss(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var arriving = new Arriving(folder);
        var results = folder.resolve("results");
        var plan = arriving.plan(List.of(MANY), results);
        var job = LiveJob.start(cluster, flink().streaming(1), plan);

        for (long minute = 60; minute <= 580; minute++) {
            if (minute % 13 == 0) {
                arriving.event("key-" + minute / 13 % 2, minute);
            }
            if (minute % 20 == 0) {
                arriving.event("without-a-pause", minute);
            }
        }
        arriving.event("key-1", 70);
        arriving.event("without-a-pause", 90);
        arriving.arrive();
        arriving.awaitPublished(job, plan);
        var first = stale(plan, Mode.CORRECT).orElseThrow();
        assertThat(first.total().corrected()).isEqualTo(2 * 5 + 3);
        assertNothingIsStale(plan);

        for (long minute = 585; minute <= 910; minute += 13) {
            arriving.event("key-0", minute);
        }
        arriving.arrive();
        arriving.awaitPublished(job, plan);
        var second = stale(plan, Mode.CORRECT).orElseThrow();
        assertThat(second.first())
                .singleElement()
                .extracting(each -> each.difference().cell().keys())
                .isEqualTo("{\"k\":\"without-a-pause\"}");
        assertNothingIsStale(plan);

        arriving.event("key-1", 75);
        arriving.event("key-0", 915);
        arriving.arrive();
        arriving.awaitPublished(job, plan);
        var third = stale(plan, Mode.CORRECT).orElseThrow();
        assertThat(third.total().corrected()).isEqualTo(5 + 1);
        assertThat(third.first()).allMatch(each -> each.difference().computed().revision() == 2);

        job.drain(folder);
        assertNothingIsStale(plan);
        assertThat(
                        differences(
                                arriving.cells(Lateness.NOTHING_LATE, List.of(MANY)),
                                standing(results, MANY)))
                .isEmpty();
    }

    /** A run that ended without a savepoint had published some windows, and some it had not. */
    @Test
    void aStartWithoutASavepointOwesWhatWasNotPublished(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var arriving = new Arriving(folder);
        var results = folder.resolve("results");
        var plan = arriving.plan(List.of(MANY), results);
        var first = LiveJob.start(cluster, flink().streaming(1), plan);
        for (long hour = 0; hour < 47; hour++) {
            arriving.event("key", hour * 60 + 7);
            arriving.event("key", hour * 60 + 50);
        }
        arriving.arrive();
        arriving.awaitClosed(first, plan, (46 * 60 + 44) * MINUTE);
        arriving.event("key", 47 * 60 + 7);
        arriving.event("key", 47 * 60 + 50);
        arriving.arrive();
        arriving.awaitArchived(first, plan);
        first.cancel();

        var again = new LiveOptions(false, true, false, line -> {});
        var second = LiveJob.start(cluster, flink().streaming(1), plan, again);
        arriving.event("key", 48 * 60);
        arriving.event("key", 52 * 60);
        arriving.arrive();
        arriving.awaitArchived(second, plan);
        second.drain(folder);

        try (var archive = archive(plan)) {
            var stale = Reprocessing.ofStale(plan, archive, Mode.AUDIT).size(archive);
            assertThat(stale.rows()).isBetween(4L, 12L);
        }
        assertThat(stale(plan, Mode.CORRECT).orElseThrow().total().matched()).isLessThan(12);
        assertThat(
                        differences(
                                arriving.cells(Lateness.NOTHING_LATE, List.of(MANY)),
                                standing(results, MANY)))
                .isEmpty();
        assertNothingIsStale(plan);
    }

    private record Generated(Plan plan, SortedMap<String, String> complete) {}

    /** A live run over generated events, half of whose windows miss some. */
    private Generated generated(Path folder, Path... results) throws Exception {
        var events = GeneratedPipeline.generate(2_000, 11).get(0);
        var lines = new ArrayList<String>();
        events.forEach(each -> lines.add(new String(GeneratedPipeline.json(each), UTF_8)));
        var input = Files.write(folder.resolve("events.jsonl"), lines);
        var sinks = new ArrayList<SinkSpec>();
        for (Path each : results) {
            sinks.add(new SinkSpec.Files(each.toString()));
        }
        var source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        var plan = Plan.of(GeneratedPipeline.of("generated", source, folder, sinks));
        stream(plan);
        return new Generated(plan, GeneratedPipeline.complete(List.of(events)));
    }

    private void stream(Plan plan) throws Exception {
        var env = flink().streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    private Optional<Findings> stale(Plan plan, Mode mode) throws Exception {
        return ReprocessJob.runStale(
                plan, mode, Wanted.listing(100), line -> {}, flink().reprocessing());
    }

    private void assertNothingIsStale(Plan plan) throws Exception {
        assertThat(stale(plan, Mode.CORRECT)).isEmpty();
    }

    private static Archive archive(Plan plan) {
        return Archive.openToRead(plan.pipeline().archive().orElseThrow(), plan.layout());
    }

    private static SortedMap<String, String> standing(Path results) {
        return standing(results, GeneratedPipeline.METRIC);
    }

    private static SortedMap<String, String> standing(Path results, JudgedMetric metric) {
        return CellTexts.standing(results, List.of(metric));
    }
}
