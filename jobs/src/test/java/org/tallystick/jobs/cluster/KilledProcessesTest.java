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
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;

/** One job outlives every process around it, one after another, each killed while events come. */
@Tag("cluster")
@Timeout(600)
class KilledProcessesTest {
    private static final JudgedMetric METRIC = GeneratedPipeline.METRIC;
    private static final int EVENTS = 6_000;

    @TempDir static Path shared;
    private static Broker broker;
    private static Database database;
    private static FlinkCluster cluster;

    private Deployment events;
    private RunningJob job;
    private double sent;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        database = Database.start(shared.resolve("postgres"));
        cluster = FlinkCluster.start(shared.resolve("cluster"), "--ha");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        database.close();
        broker.close();
    }

    @Test
    void whateverIsKilledEveryEventCountsOnce() throws Exception {
        events = Deployment.of(shared.resolve("killed"), "killed", broker, EVENTS, 21);
        events.write(List.of(METRIC), List.of(database.sink("killed")));
        var client = submitAttached();

        survive("the client killed", client::kill);
        survive(
                "a TaskManager killed, another started",
                () -> {
                    cluster.kill("taskmanager-1");
                    cluster.cluster("start", "taskmanager");
                });
        survive(
                "the JobManager killed, another started (ZooKeeper)",
                () -> {
                    cluster.kill("jobmanager");
                    cluster.cluster("start", "jobmanager");
                });
        survive(
                "Kafka killed and started",
                () -> {
                    broker.kill();
                    broker.start();
                });
        survive(
                "PostgreSQL killed and started",
                () -> {
                    database.kill();
                    database.start();
                });
        drain();

        events.requireWhatTheOracleSays(List.of(METRIC));
        theDatabaseHoldsWhatTheOracleSays();
    }

    private Child submitAttached() throws Exception {
        var client =
                cluster.startClient(
                        "run",
                        "-c",
                        "org.tallystick.jobs.StreamJob",
                        FlinkCluster.JAR.toString(),
                        "--pipeline",
                        events.file().toString());
        client.awaitPrinted("JobID ");
        job = new RunningJob(cluster.rest(), FlinkCluster.jobId(client.text()));
        job.awaitRunning();
        return client;
    }

    /** A part of the events comes before, a part while it happens, and a part after. */
    private void survive(String what, RunningJob.Event fault) throws Exception {
        send();
        events.awaitRead(job, sent);
        send();
        Report.recovered(what, job.recovery(fault));
        send();
        events.awaitRead(job, sent);
        events.requireEveryEventOnce(sent);
    }

    private void send() throws Exception {
        double next = sent + 1.0 / 15;
        events.send(sent, next);
        sent = next;
    }

    private void drain() throws Exception {
        cluster.flink("stop", "--drain", job.id()).requireFine();
        job.awaitState("FINISHED");
    }

    /**
     * Upserts leave behind what a crash kept from being retracted: cells of sessions, no others.
     */
    private void theDatabaseHoldsWhatTheOracleSays() throws Exception {
        var expected = events.cells(List.of(METRIC));
        Map<String, String> stored = database.cells("killed", METRIC);

        assertThat(stored.keySet().stream().filter(cell -> !expected.containsKey(cell)))
                .allMatch(cell -> cell.contains(" | session "));
        stored.keySet().retainAll(expected.keySet());
        assertThat(differences(expected, stored)).isEmpty();
    }
}
