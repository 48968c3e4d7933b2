package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.GeneratedPipeline;

/** What a job loads into a TaskManager goes when the job goes. */
@Tag("cluster")
@Timeout(900)
class ClassLoaderLeakTest {
    private static final int SUBMISSIONS = 30;
    private static final int WARM = 5;
    private static final double GROWTH = 1.3;

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

    private final List<Long> metaspace = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        cluster =
                FlinkCluster.start(
                        shared.resolve("cluster"), "-Dtaskmanager.memory.jvm-metaspace.size=2 gb");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void thirtyJobsLeaveNoMoreMetaspaceThanFive() throws Exception {
        var events = Deployment.of(shared.resolve("leak"), "leak", broker, 500, 71);
        var file = events.write(List.of(GeneratedPipeline.METRIC), List.of()).toString();
        events.send(0, 1);
        cluster.runToEnd("StreamJob", "--pipeline", file, "--bounded").requireFine();

        for (int i = 1; i <= SUBMISSIONS; i++) {
            if (i % 3 == 0) {
                cluster.runToEnd("ReprocessJob", "--pipeline", file, "--mode", "correct")
                        .requireFine();
            } else {
                submitAndCancel(file);
            }
            metaspace.add(cluster.metaspaceBytes("taskmanager-1"));
        }

        Report.line("metaspace after each of %d jobs, MB: %s", SUBMISSIONS, megabytes());
        assertThat((double) metaspace.get(SUBMISSIONS - 1) / metaspace.get(WARM - 1))
                .isLessThanOrEqualTo(GROWTH);
    }

    private static void submitAndCancel(String file) throws Exception {
        var job = cluster.submit("StreamJob", List.of(), "--pipeline", file, "--again", "skip");
        job.awaitRunning();
        job.cancel();
        Await.until(
                "job " + job.id() + " is canceled",
                Duration.ofMinutes(1),
                job::describe,
                () -> job.state().equals("CANCELED"));
    }

    private List<Long> megabytes() {
        return metaspace.stream().map(bytes -> bytes >> 20).toList();
    }
}
