package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;

/** The disk of the checkpoints is full for a while; needs the right to mount one that is small. */
@Tag("cluster")
@Timeout(400)
class FullDiskTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir static Path shared;
    private static Path disk;
    private static Broker broker;
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        disk = Files.createDirectories(shared.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()) == 0,
                "cannot mount a small disk here");
        broker = Broker.start(shared.resolve("kafka"));
        cluster =
                FlinkCluster.start(
                        shared.resolve("cluster"),
                        "-Dexecution.checkpointing.dir=file://" + disk.resolve("checkpoints"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
            broker.close();
            run("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskDelaysAndLosesNothing() throws Exception {
        var events = Deployment.of(shared.resolve("full"), "full", broker, 1_500, 91);
        events.write(METRICS, List.of());
        var job = cluster.submit("StreamJob", List.of(), "--pipeline", events.file().toString());
        job.awaitRunning();
        events.send(0, 0.4);
        events.awaitRead(job, 0.4);

        var filler = disk.resolve("filler");
        fill(filler);
        events.send(0.4, 0.7);
        Await.until(
                "two checkpoints fail", LIMIT, job::describe, () -> job.failedCheckpoints() >= 2);
        Report.recovered(
                "a full disk of checkpoints, emptied", job.recovery(() -> Files.delete(filler)));
        events.send(0.7, 1);
        events.awaitRead(job, 1);
        cluster.flink("stop", "--drain", job.id()).requireFine();
        job.awaitState("FINISHED");

        events.requireWhatTheOracleSays(METRICS);
    }

    /** Writes until nothing more goes on the disk. */
    private static void fill(Path file) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        var child = Child.start(shared.resolve(command[0] + ".out"), List.of(command), Map.of());
        return child.process().waitFor();
    }
}
