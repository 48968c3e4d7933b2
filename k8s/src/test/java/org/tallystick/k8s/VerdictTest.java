package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ReplayJob;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.StreamJob;

/**
 * What the scripts go by. An operator looks at the job, not at what became of its main method:
 * where only that fails, after the job has finished, the JobManager's process ends and runs all
 * again.
 */
@Timeout(300)
class VerdictTest {
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    /** The error itself and two causes are what an operator keeps. */
    private static final int CAUSES = 3;

    /** A range whose sessions begin before it and end after it. */
    private static final String FROM = "2001-01-01T08:00:00Z";

    private static final String TO = "2001-01-01T10:00:00Z";

    @TempDir private Path folder;

    @Test
    void theJobOfAnAuditFailsAndSaysSoWhereNothingExplainsDifferences(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        var flights = SomeFlights.in(folder);
        StreamJob.main(flights.arguments("--bounded"));

        ReprocessJob.main(flights.arguments("--mode", "audit"));
        var changed = "metrics[departures].aggregates={flights: count(), mean_delay: max(delay)}";
        var toTheClient =
                catchThrowable(
                        () ->
                                ReprocessJob.main(
                                        flights.arguments("--mode", "audit", "--set", changed)));
        assertThat(toTheClient).as("what the client sees").isNotNull();

        var last = newest(cluster);
        assertThat(last.getJobState()).isEqualTo(JobStatus.FAILED);
        var error = cluster.requestJobResult(last.getJobId()).get().getSerializedThrowable();
        assertThat(causes(error.orElseThrow()).limit(CAUSES))
                .anySatisfy(cause -> assertThat(cause).hasMessageContaining(words()));
    }

    /** An application has to submit a job, be there something to do or not. */
    @Test
    void aReplayOfNoRejectsIsAJobThatEnds(@InjectMiniCluster MiniCluster cluster) throws Exception {
        var flights = SomeFlights.in(folder);
        StreamJob.main(flights.arguments("--bounded"));
        int before = cluster.listJobs().get().size();

        ReplayJob.main(flights.arguments());

        assertThat(cluster.listJobs().get()).hasSize(before + 1);
        assertThat(newest(cluster).getJobState()).isEqualTo(JobStatus.FINISHED);
    }

    /** An application that the operator starts may submit one job: the second fails it. */
    @Test
    void aCorrectionIsOneJob(@InjectMiniCluster MiniCluster cluster) throws Exception {
        var flights = SomeFlights.in(folder);
        StreamJob.main(flights.arguments("--bounded"));
        int before = cluster.listJobs().get().size();

        ReprocessJob.main(flights.arguments("--mode", "correct", "--from", FROM, "--to", TO));

        assertThat(cluster.listJobs().get()).hasSize(before + 1);
    }

    private static JobStatusMessage newest(MiniCluster cluster) throws Exception {
        return cluster.listJobs().get().stream()
                .max(Comparator.comparingLong(JobStatusMessage::getStartTime))
                .orElseThrow();
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
    }

    /** What the script looks for. */
    private static String words() throws Exception {
        return Files.readString(Path.of("base/reprocess/reprocess.sh"))
                .lines()
                .filter(line -> line.startsWith("differences="))
                .map(line -> line.replaceAll("differences='(.*)'", "$1"))
                .findFirst()
                .orElseThrow();
    }
}
