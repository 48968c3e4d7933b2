package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;
import org.tallystick.oracle.Lateness;

/** Two streams and a correction commit to one catalog at the same time. */
@Tag("cluster")
@Timeout(400)
class SharedCatalogTest {
    private static final JudgedMetric METRIC = GeneratedPipeline.METRIC;

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        cluster = FlinkCluster.start(shared.resolve("cluster"), "--slots", "3");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void everyCommitOfThreeJobsIsInTheCatalog() throws Exception {
        var one = Deployment.of(shared.resolve("shared"), "one", broker, 3_000, 61);
        var two = one.beside("two");
        one.write(List.of(METRIC), List.of());
        two.write(List.of(METRIC), List.of());
        var first = submit(one);
        var second = submit(two);
        one.send(0, 0.6);
        one.awaitRead(first, 0.6);

        one.send(0.6, 0.8);
        correct(one);
        one.send(0.8, 1);
        one.awaitRead(first, 1);
        two.awaitRead(second, 1);
        for (var job : List.of(first, second)) {
            cluster.flink("stop", "--drain", job.id()).requireFine();
            job.awaitState("FINISHED");
        }
        correct(one);

        two.requireWhatTheOracleSays(List.of(METRIC));
        one.requireEveryEventOnce(1);
        var versions = CellTexts.versions(one.results(), List.of(METRIC));
        everyCellIsLiveOrCorrected(one, CellTexts.standing(versions));
        assertThat(one.rows("results")).hasSameSizeAs(versions);
        Report.line("two streams and a correction in one catalog: every commit is there");
    }

    /** The last correction judges what the archive has for sure, so the newest cells stay live. */
    private static void everyCellIsLiveOrCorrected(
            Deployment events, Map<String, String> standing) {
        var all = GeneratedPipeline.identified(events.partitions());
        var live = METRIC.cells(all, GeneratedPipeline.LATENESS);
        var complete = METRIC.cells(all, Lateness.NOTHING_LATE);

        // A late event may join sessions, and then those that it joins are gone.
        assertThat(standing.keySet())
                .containsAll(
                        live.keySet().stream()
                                .filter(cell -> !cell.contains(" | session "))
                                .toList());
        assertThat(standing)
                .allSatisfy(
                        (cell, values) ->
                                assertThat(values).isIn(live.get(cell), complete.get(cell)));
        assertThat(differences(live, standing)).as("corrections").isNotEmpty();
    }

    private static RunningJob submit(Deployment events) throws Exception {
        var job = cluster.submit("StreamJob", List.of(), "--pipeline", events.file().toString());
        job.awaitRunning();
        return job;
    }

    private static void correct(Deployment events) throws Exception {
        cluster.runToEnd(
                        "ReprocessJob", "--pipeline", events.file().toString(), "--mode", "correct")
                .requireFine();
    }
}
