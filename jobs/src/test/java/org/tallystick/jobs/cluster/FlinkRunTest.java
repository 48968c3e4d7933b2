package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;

/** Both jobs through {@code flink run}, to their ends. */
@Tag("cluster")
@Timeout(300)
class FlinkRunTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);

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
    void aBoundedStreamAndItsReprocessingEndWithTheirVerdicts() throws Exception {
        var flights = Deployment.of(shared.resolve("bounded"), "bounded", broker, 3_000, 11);
        flights.write(METRICS, List.of());
        flights.send(0, 1);
        var file = flights.file().toString();

        cluster.runToEnd("StreamJob", "--pipeline", file, "--bounded").requireFine();
        flights.requireWhatTheOracleSays(METRICS);

        cluster.runToEnd("ReprocessJob", "--pipeline", file).requireFine();
        var changed = "metrics[all].filter=n > 3";
        var audit = cluster.runToEnd("ReprocessJob", "--pipeline", file, "--set", changed);
        assertThat(audit.exitCode()).as(audit.text()).isNotZero();
        assertThat(audit.text()).contains("of the published cells differ");
        cluster.runToEnd("ReprocessJob", "--pipeline", file, "--mode", "correct").requireFine();
        cluster.runToEnd("ReprocessJob", "--pipeline", file).requireFine();
    }

    @Test
    void aPipelineWithAMistakeFailsTheClient() throws Exception {
        var file = Files.writeString(shared.resolve("broken.yaml"), "name: broken\n");

        var output = cluster.runToEnd("StreamJob", "--pipeline", file.toString());

        assertThat(output.exitCode()).as(output.text()).isNotZero();
        assertThat(output.text()).contains("broken.yaml:1:1");
    }
}
