package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.replay.Replaying;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;

/**
 * The addresses of all state in savepoints. Whoever changes one of these lines makes every
 * savepoint of a running job useless.
 */
class UidsTest {
    private static final Map<String, String> SERVERS = Map.of("bootstrap.servers", "localhost:1");

    @TempDir Path folder;

    @Test
    void theStreamJobsUidsStayWhatTheyAre() throws Exception {
        var env = new FlinkAsDeployed(folder, "rocksdb").streaming(1);

        StreamJob.define(env, Plan.of(pipeline()), LiveOptions.of(false));

        assertThat(uids(env))
                .isEqualTo(
                        """
                Sink Committer: sink-files-results-26d1dd75f77df62f
                Sink Committer: sink-kafka-cells-a0d359a789647eee
                Sink Committer: sink-kafka-cells-committed-2958524d1d14a99c
                archive-commit
                deduplicate
                duplicates-count
                duplicates-rows
                duplicates-table
                events-rows
                events-table
                intake
                ledger-rows
                ledger-table
                metric-rejects-rows
                metric-rejects-table
                positions-count
                project
                rejects-rows
                rejects-table
                results-rows
                results-table
                sink-files-results-26d1dd75f77df62f
                sink-jdbc-metrics-0e912ecec350456f
                sink-kafka-cells-a0d359a789647eee
                sink-kafka-cells-a0d359a789647eee-fitting
                sink-kafka-cells-committed-2958524d1d14a99c
                sink-kafka-cells-committed-2958524d1d14a99c-fitting
                sink-print-stdout-44c79ad26e0b9689
                slices
                source
                windows
                """);
    }

    @Test
    void theReprocessJobsUidsStayWhatTheyAre() throws Exception {
        var env = new FlinkAsDeployed(folder, "rocksdb").batch(1);
        var plan = Plan.of(pipeline());
        try (var archive = Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
            Reprocessing.of(plan, archive, ReprocessRange.ALL, Mode.CORRECT).define(env, archive);

            assertThat(uids(env))
                    .isEqualTo(
                            """
                    archive-commit
                    archived-events
                    archived-events-in-range
                    archived-results
                    archived-results-in-range
                    archived-results-newest
                    cells-as-seen
                    cells-counted
                    cells-differing
                    cells-in-range
                    cells-in-range-as-seen
                    cells-published
                    cells-whole
                    certificate-kinds
                    certificate-windows
                    certificates-rows
                    certificates-table
                    compare
                    events-as-seen
                    events-in-range-as-seen
                    files-as-seen
                    judge
                    kinds
                    project
                    project-as-seen
                    published-by-plan
                    published-cells
                    result-files-as-seen
                    results-rows
                    results-table
                    sink-files-results-26d1dd75f77df62f
                    sink-files-results-26d1dd75f77df62f-commit
                    sink-files-results-26d1dd75f77df62f-commit-end
                    sink-jdbc-metrics-0e912ecec350456f
                    sink-jdbc-metrics-0e912ecec350456f-end
                    sink-kafka-cells-a0d359a789647eee
                    sink-kafka-cells-a0d359a789647eee-commit
                    sink-kafka-cells-a0d359a789647eee-commit-end
                    sink-kafka-cells-a0d359a789647eee-fitting
                    sink-kafka-cells-committed-2958524d1d14a99c
                    sink-kafka-cells-committed-2958524d1d14a99c-commit
                    sink-kafka-cells-committed-2958524d1d14a99c-commit-end
                    sink-kafka-cells-committed-2958524d1d14a99c-fitting
                    sink-print-stdout-44c79ad26e0b9689
                    sink-print-stdout-44c79ad26e0b9689-end
                    slices
                    slices-as-seen
                    some-as-seen
                    versions-as-seen
                    versions-by-plan-as-seen
                    versions-cells-as-seen
                    versions-in-range-as-seen
                    versions-newest-as-seen
                    wanted-as-seen
                    windows
                    windows-as-seen
                    windows-judged
                    windows-looked-into
                    windows-whole
                    """);
        }
    }

    @Test
    void everyOperatorOfAReplayHasAUid() throws Exception {
        var env = new FlinkAsDeployed(folder, "rocksdb").batch(1);
        var plan = Plan.of(pipeline());
        try (var archive = Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
            var pin = new Pin(1, Map.of("rejects", 2L), 3);
            new Replaying(plan, Optional.empty(), pin, 2, 4).define(env, archive);

            assertThat(uids(env))
                    .isEqualTo(
                            """
                    answers-count
                    answers-rows
                    answers-table
                    archive-commit
                    archived-before
                    archived-rejects
                    decode-again
                    duplicates-count
                    duplicates-rows
                    duplicates-table
                    events-archived
                    events-in-range-archived
                    events-rows
                    events-table
                    files-archived
                    first-of-repeats
                    later
                    ledger-rows
                    ledger-table
                    metric-rejects-rows
                    metric-rejects-table
                    open-rejects
                    project
                    repeats
                    replayed
                    slices
                    some-archived
                    wanted-archived
                    whole-rejects
                    windows
                    """);
        }
    }

    /** With everything that a job can have. */
    private Pipeline pipeline() throws Exception {
        var flights = FlightPipeline.of(Path.of("unused"), folder);
        return new Pipeline(
                flights.name(),
                FlightPipeline.deduplicated(),
                GeneratedPipeline.kafka("flights", SERVERS),
                flights.archive(),
                flights.metrics(),
                List.of(
                        new SinkSpec.Files("/data/results"),
                        new SinkSpec.Kafka("cells", false, SERVERS),
                        new SinkSpec.Kafka("cells-committed", true, SERVERS),
                        new SinkSpec.Jdbc("jdbc:postgresql://localhost/metrics", Map.of()),
                        new SinkSpec.Print()));
    }

    private static String uids(StreamExecutionEnvironment env) {
        var uids = new StringBuilder();
        env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .sorted()
                .forEach(uid -> uids.append(uid).append('\n'));
        return uids.toString();
    }
}
