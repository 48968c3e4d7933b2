package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.FlinkAsDeployed;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;
import org.tallystick.jobs.Ledger;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.local.cli.Cli;
import org.tallystick.jobs.local.runner.LayeredConf;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;

/**
 * A whole job, killed as {@code kill -9} does, again and again while events come; each time it goes
 * on from its last checkpoint.
 */
@Tag("cluster")
@Timeout(900)
class KilledJobTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final int KILLS = 20;
    private static final int EVENTS = 4_000;
    private static final long SEED = 31;
    private static final Duration READ = Duration.ofMinutes(2);

    @TempDir static Path shared;
    private static Broker broker;

    private final Random random = new Random(SEED);
    private Deployment events;
    private Plan plan;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        settings("local");
        settings("stream");
        settings("batch");
    }

    /** As they are, but with checkpoints every second, and all in one folder. */
    private static void settings(String job) throws IOException {
        LayeredConf.main(
                new String[] {
                    shared.resolve("home/flink-conf").resolve(job).toString(),
                    "../flink-conf/" + job,
                    "-Dexecution.checkpointing.interval=1 s",
                    "-Dexecution.checkpointing.min-pause=100 ms",
                    "-Dexecution.checkpointing.dir=" + shared.resolve("checkpoints").toUri()
                });
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void afterTwentyKillsItIsAsIfThereHadBeenNone() throws Exception {
        events = Deployment.of(shared.resolve("killed-job"), "killed-job", broker, EVENTS, SEED);
        events.write(METRICS, List.of());
        plan = events.plan();
        double sent = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            double next = (double) kill / (KILLS + 1);
            try (var job = begin("run-" + kill)) {
                events.send(sent, next);
                awaitSome(job, next);
                job.kill();
            }
            sent = next;
        }
        events.send(sent, 1);
        try (var job = begin("last", "--bounded")) {
            assertThat(job.process().waitFor()).as(job.awaitEnd()).isZero();
        }

        everythingIsAsTheOracleSays();
        itsBooksBalanceAndStaleWindowsAreAllThereIsToCorrect();
    }

    /** The first needs a checkpoint, so that there is a last one; else any part may do, or none. */
    private void awaitSome(Child job, double sent) throws Exception {
        long held = archived();
        int left = events.positions(sent).size() - (int) held;
        long wanted = held + (held == 0 ? 1 : random.nextInt(left + 1));
        Await.until(
                "%d of %d positions archived (seed %d)".formatted(wanted, held + left, SEED),
                READ,
                job::text,
                () -> {
                    assertThat(job.process().isAlive()).as(job.text()).isTrue();
                    return archived() >= wanted;
                });
    }

    /** How many positions the archive holds. */
    private long archived() {
        var archive = plan.pipeline().archive().orElseThrow();
        return ArchiveRows.of(archive, plan.layout(), "progress").stream()
                .mapToLong(row -> (long) row.getField("received"))
                .sum();
    }

    private Child begin(String run, String... more) throws Exception {
        var words = new ArrayList<>(List.of(Child.java(), "-Xmx1g", "-XX:TieredStopAtLevel=1"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(words::add);
        words.add("-Dtallystick.home=" + shared.resolve("home"));
        words.add("-Dtallystick.logs=" + shared.resolve("logs"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Cli.class.getName()));
        words.addAll(List.of("stream", events.file().toString()));
        if (Files.exists(events.folder().resolve("catalog.db"))) {
            words.addAll(List.of("--resume", "latest"));
        }
        words.addAll(List.of(more));
        return Child.start(shared.resolve(run), words, Map.of());
    }

    private void itsBooksBalanceAndStaleWindowsAreAllThereIsToCorrect() throws Exception {
        var flink = new FlinkAsDeployed(shared.resolve("again"), "hashmap").reprocessing();

        assertThat(ReprocessJob.books(plan, ReprocessRange.ALL, flink).balance()).isTrue();
        assertThat(ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink).verdict())
                .isEqualTo(WindowVerdict.EXPLAINED);
        ReprocessJob.runStale(plan, Mode.CORRECT, Wanted.ordinary(), line -> {}, flink);
        assertThat(ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink).verdict())
                .isEqualTo(WindowVerdict.MATCH);
        var standing = CellTexts.standing(CellTexts.versions(events.results(), METRICS));
        assertThat(differences(events.complete(METRICS), standing)).isEmpty();
    }

    /** A run that was killed between its checkpoint and the archive's commit may publish again. */
    private void everythingIsAsTheOracleSays() throws Exception {
        events.requireEveryEventOnce(1);
        var versions = CellTexts.versions(events.results(), METRICS);
        assertThat(differences(events.cells(METRICS), CellTexts.standing(versions))).isEmpty();
        assertThat(differences(events.late(METRICS), Ledger.late(events.rows("ledger")))).isEmpty();
    }
}
