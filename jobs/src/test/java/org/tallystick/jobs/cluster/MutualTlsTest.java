package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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

/** A cluster that talks to nobody who has not its key. */
@Tag("cluster")
@Timeout(300)
class MutualTlsTest {
    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final String PASSWORD = "of-this-test";

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        cluster = FlinkCluster.start(shared.resolve("cluster"), options(key()));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void aJobRunsForAClientThatHasTheKeyAndForNoOther() throws Exception {
        var events = Deployment.of(shared.resolve("secured"), "secured", broker, 500, 81);
        var file = events.write(METRICS, List.of()).toString();
        events.send(0, 1);

        cluster.runToEnd("StreamJob", "--pipeline", file, "--bounded").requireFine();

        events.requireWhatTheOracleSays(METRICS);
        assertThat(cluster.rest().get("/overview")).as("without TLS").isEmpty();
        var stranger =
                cluster.flink(
                        "list", "-Dsecurity.ssl.rest.enabled=false", "-Drest.retry.max-attempts=1");
        assertThat(stranger.exitCode()).as(stranger.text()).isNotZero();
        assertThat(cluster.log("jobmanager")).doesNotContain(PASSWORD);
        Report.line("TLS with mutual authentication: a job runs, a client without it is refused");
    }

    /** One key pair that all processes share, in the store that Java's own tool makes. */
    private static Path key() throws Exception {
        var store = shared.resolve("key.p12");
        var command =
                new ArrayList<>(
                        List.of(Path.of(Child.java()).resolveSibling("keytool").toString()));
        command.addAll(List.of("-genkeypair", "-alias", "flink", "-keyalg", "RSA"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-validity", "30"));
        Child.start(shared.resolve("keytool.out"), command, Map.of()).awaitEnd();
        assertThat(store).exists();
        return store;
    }

    private static String[] options(Path key) {
        var options = new ArrayList<String>();
        for (var part : List.of("internal", "rest")) {
            var prefix = "-Dsecurity.ssl." + part + ".";
            options.add(prefix + "enabled=true");
            options.add(prefix + "keystore=" + key);
            options.add(prefix + "keystore-password=" + PASSWORD);
            options.add(prefix + "key-password=" + PASSWORD);
            options.add(prefix + "truststore=" + key);
            options.add(prefix + "truststore-password=" + PASSWORD);
        }
        options.add("-Dsecurity.ssl.rest.authentication-enabled=true");
        return options.toArray(String[]::new);
    }
}
