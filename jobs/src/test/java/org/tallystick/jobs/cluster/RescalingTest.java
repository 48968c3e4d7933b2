package org.tallystick.jobs.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;

/** The adaptive scheduler takes what TaskManagers there are. */
@Tag("cluster")
@Timeout(300)
class RescalingTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final Duration RESCALE = Duration.ofMinutes(2);

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        cluster =
                FlinkCluster.start(
                        shared.resolve("cluster"),
                        "--slots",
                        "1",
                        "-Djobmanager.adaptive-scheduler.executing.cooldown-after-rescaling=1 s");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void aTaskManagerThatComesAndOneThatGoesChangeNothing() throws Exception {
        var events = Deployment.of(shared.resolve("rescaled"), "rescaled", broker, 3_000, 41);
        events.write(METRICS, List.of());
        var job =
                cluster.submit(
                        "StreamJob", List.of("-p", "2"), "--pipeline", events.file().toString());
        awaitParallelism(job, 1);
        events.send(0, 0.3);
        events.awaitRead(job, 0.3);

        events.send(0.3, 0.4);
        cluster.cluster("start", "taskmanager").requireFine();
        Report.recovered("a TaskManager added, parallelism 1 to 2", awaitParallelism(job, 2));
        events.send(0.4, 0.6);
        events.awaitRead(job, 0.6);

        events.send(0.6, 0.7);
        cluster.cluster("stop", "taskmanager-1").requireFine();
        Report.recovered("a TaskManager stopped, parallelism 2 to 1", awaitParallelism(job, 1));
        events.send(0.7, 1);
        events.awaitRead(job, 1);
        cluster.flink("stop", "--drain", job.id()).requireFine();
        job.awaitState("FINISHED");

        events.requireWhatTheOracleSays(METRICS);
    }

    private static Duration awaitParallelism(RunningJob job, int parallelism) throws Exception {
        long start = System.nanoTime();
        Await.until(
                "parallelism " + parallelism,
                RESCALE,
                job::describe,
                () -> job.parallelism() == parallelism && job.allTasksRun());
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
