package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.StreamJob;

/** Every metric that dashboard and rules ask for is one that a running job exports. */
@Timeout(300)
class ExportedMetricsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(reporting())
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    /** Only a reprocessing run has a verdict. */
    private static final Set<String> OF_REPROCESSING =
            Set.of(
                    "flink_taskmanager_job_task_operator_tallystick_verdict_cells",
                    "flink_taskmanager_job_task_operator_tallystick_verdict_windows");

    /** Prometheus adds them to what it scrapes, as the PodMonitor says. */
    private static final Set<String> OF_PROMETHEUS = Set.of("namespace", "app", "pod", "job_name");

    private static final int RUNS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private SomeFlights flights;
    private final Scrape scrape = new Scrape();
    private final ExecutorService jobs = Executors.newSingleThreadExecutor();

    private static Configuration reporting() {
        var settings = new Configuration();
        settings.setString("metrics.reporters", "prom");
        settings.setString(
                "metrics.reporter.prom.factory.class", LoopbackPrometheusFactory.class.getName());
        return settings;
    }

    @BeforeEach
    void write() throws IOException {
        flights = SomeFlights.in(folder);
    }

    /** To their very end: until then they may still write into the folder that is removed next. */
    @AfterEach
    void endJobs(@InjectMiniCluster MiniCluster cluster) throws Exception {
        for (var job : cluster.listJobs().get()) {
            if (!job.getJobState().isGloballyTerminalState()) {
                cluster.cancelJob(job.getJobId()).get();
                cluster.requestJobResult(job.getJobId()).get();
            }
        }
        jobs.shutdownNow();
    }

    @Test
    void theLiveJobExportsWhatIsAskedOfIt() throws Exception {
        var missing = asked();
        missing.removeAll(OF_REPROCESSING);

        lookFor(missing, start(() -> StreamJob.main(flights.arguments())));

        assertThat(missing).isEmpty();
        for (String query : Monitoring.queries()) {
            assertThat(labelsOf(query)).as(query).containsAll(Monitoring.labels(query));
        }
    }

    @Test
    void aReprocessingJobExportsItsVerdict() throws Exception {
        assertThat(asked()).containsAll(OF_REPROCESSING);
        StreamJob.main(flights.arguments("--bounded"));
        var missing = new TreeSet<>(OF_REPROCESSING);

        // A run is short: what one look misses another run shows.
        for (int run = 0; run < RUNS && !missing.isEmpty(); run++) {
            var job = start(() -> ReprocessJob.main(flights.arguments("--mode", "correct")));
            while (!job.isDone()) {
                look(missing);
            }
            job.get();
        }

        assertThat(missing).isEmpty();
        assertThat(OF_REPROCESSING)
                .allSatisfy(metric -> assertThat(scrape.labels(metric)).contains("verdict"));
    }

    /** Every metric of dashboard and rules that Flink is to export. */
    private static Set<String> asked() {
        var asked = new TreeSet<String>();
        Monitoring.queries().forEach(query -> asked.addAll(Monitoring.metrics(query)));
        assertThat(asked).hasSizeGreaterThan(20);
        asked.remove(Monitoring.OF_KUBERNETES);
        return asked;
    }

    private Future<?> start(Run job) {
        return jobs.submit(
                () -> {
                    job.run();
                    return null;
                });
    }

    /** Starts a job and waits for its end. */
    @FunctionalInterface
    private interface Run {
        void run() throws Exception;
    }

    /** Until all are there, or time is up; a job that fails fails the test. */
    private void lookFor(Set<String> missing, Future<?> job) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        while (!missing.isEmpty() && Instant.now().isBefore(deadline)) {
            look(missing);
            if (job.isDone()) {
                job.get();
            }
        }
    }

    private void look(Set<String> missing) throws Exception {
        scrape.look();
        missing.removeAll(scrape.names());
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }

    private Set<String> labelsOf(String query) {
        var labels = new TreeSet<>(OF_PROMETHEUS);
        labels.add("verdict");
        Monitoring.metrics(query).forEach(metric -> labels.addAll(scrape.labels(metric)));
        return labels;
    }
}
