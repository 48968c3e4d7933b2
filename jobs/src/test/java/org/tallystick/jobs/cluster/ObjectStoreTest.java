package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.time.Duration;
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

/** Pipeline, checkpoints and archive in an object store that goes away for a while. */
@Tag("cluster")
@Timeout(400)
class ObjectStoreTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final String ROOT = "s3://" + ObjectStore.BUCKET;

    @TempDir static Path shared;
    private static Broker broker;
    private static ObjectStore store;
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        store = ObjectStore.start(shared.resolve("s3"));
        cluster =
                new FlinkCluster(shared.resolve("cluster"))
                        .with("TALLYSTICK_LIB", ObjectStore.LIB.toString())
                        // The stand-in knows no checksums behind the content.
                        .with("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
                        .with("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required")
                        .start(
                                "-Ds3.endpoint=" + store.endpoint(),
                                "-Ds3.path.style.access=true",
                                "-Ds3.access-key=any",
                                "-Ds3.secret-key=any",
                                // The stand-in takes half a minute to delete what is not there.
                                "-Ds3.directory.marker.retention=keep",
                                "-Ds3.multiobjectdelete.enable=false",
                                "-Dexecution.checkpointing.dir=" + ROOT + "/checkpoints",
                                "-Dexecution.checkpointing.savepoint-dir=" + ROOT + "/savepoints");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        store.close();
        broker.close();
    }

    @Test
    void anOutageOfTheStoreDelaysAndLosesNothing() throws Exception {
        var events = Deployment.of(shared.resolve("outage"), "outage", broker, 1_500, 51);
        var file = events.write(METRICS, List.of(), catalog());
        store.upload(file.resolveSibling("generated.avsc"));
        var job = cluster.submit("StreamJob", List.of(), "--pipeline", store.upload(file));
        job.awaitRunning();
        events.send(0, 0.4);
        events.awaitRead(job, 0.4);

        events.send(0.4, 0.7);
        var recovery =
                job.recovery(
                        () -> {
                            store.kill();
                            Await.pass(OUTAGE);
                            store.start();
                        });
        Report.recovered("S3 away for 30 s", recovery.minus(OUTAGE));
        events.send(0.7, 1);
        events.awaitRead(job, 1);
        cluster.flink("stop", "--drain", job.id()).requireFine();
        job.awaitState("FINISHED");

        assertThat(ArchivedPositions.of(events.file(), ObjectStore.LIB))
                .containsExactlyInAnyOrderElementsOf(events.positions(1));
        var versions = CellTexts.versions(events.results(), METRICS);
        assertThat(differences(events.cells(METRICS), CellTexts.standing(versions))).isEmpty();
    }

    private static Map<String, Object> catalog() {
        return Map.of(
                "type",
                "jdbc",
                "uri",
                "jdbc:sqlite:" + shared.resolve("catalog.db"),
                "warehouse",
                ROOT + "/warehouse",
                "io-impl",
                "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint",
                store.endpoint(),
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                "any",
                "s3.secret-access-key",
                "any",
                "client.region",
                "us-east-1");
    }
}
