package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.GeneratedPipeline;

/**
 * What a job loads goes when the job goes: from the TaskManager, and from the JobManager, where the
 * mains of jobs run that come through its web UI, as these do. The JobManager has no more room than
 * it always has: the planner keeps classes, and with them their loaders, as long as there is some.
 */
@Tag("cluster")
@Timeout(600)
class ClassLoaderLeakTest {
    private static final String STREAM = "org.tallystick.jobs.StreamJob";
    private static final String REPROCESS = "org.tallystick.jobs.ReprocessJob";
    private static final int SUBMISSIONS = 30;
    private static final int WARM = 5;
    private static final double GROWTH = 1.3;

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

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
        var jar = cluster.rest().upload(FlinkCluster.JAR);
        var taskManager = new ArrayList<Long>();
        var jobManager = new ArrayList<Long>();
        run(jar, STREAM, "--pipeline", file, "--bounded").awaitState("FINISHED");

        for (int i = 1; i <= SUBMISSIONS; i++) {
            if (i % 3 == 0) {
                run(jar, REPROCESS, "--pipeline", file, "--mode", "correct").awaitState("FINISHED");
            } else {
                var job = run(jar, STREAM, "--pipeline", file, "--again", "skip");
                job.awaitRunning();
                job.cancel();
                job.awaitState("CANCELED");
            }
            taskManager.add(cluster.metaspaceBytes("taskmanager-1"));
            jobManager.add(cluster.metaspaceBytes("jobmanager"));
        }

        report("JobManager", jobManager);
        report("TaskManager", taskManager);
        assertThat((double) taskManager.get(SUBMISSIONS - 1) / taskManager.get(WARM - 1))
                .isLessThanOrEqualTo(GROWTH);
    }

    private static RunningJob run(String jar, String mainClass, String... arguments)
            throws Exception {
        var rest = cluster.rest();
        return new RunningJob(rest, rest.run(jar, mainClass, arguments));
    }

    private static void report(String process, List<Long> metaspace) {
        Report.line(
                "metaspace of the %s after each of %d jobs, MB: %s",
                process, SUBMISSIONS, metaspace.stream().map(bytes -> bytes >> 20).toList());
    }
}
