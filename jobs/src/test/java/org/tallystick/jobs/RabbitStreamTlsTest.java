package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.servers.Certificates;
import org.tallystick.jobs.servers.RabbitMq;
import org.tallystick.jobs.source.SourceTrials;

/** Streams of RabbitMQ by TLS. */
@Tag("servers")
@Timeout(300)
class RabbitStreamTlsTest {
    @TempDir static Path folder;

    private static RabbitMq broker;

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitMq.startWithStreams(Certificates.in(folder));
        broker.declare("events", Map.of("x-queue-type", "stream"));
        broker.send("events", QueueJobKit.events(0, 50));
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[{"name":"ts","type":"string"},
                {"name":"k","type":"string"},{"name":"id","type":"long"}]}""");
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void aStreamIsReadFromABrokerThatIsTrusted() throws Exception {
        var read = plan("localhost", "truststore: trusted.p12");

        assertThat(failures(read)).isEmpty();
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(1);
        StreamJob.define(env, read, LiveOptions.of(true));
        env.execute();
        try (var results = Files.walk(folder.resolve("results"))) {
            assertThat(results.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    @Test
    void aBrokerOfAnotherNameIsRefused() throws Exception {
        assertThat(failures(plan("127.0.0.1", "truststore: trusted.p12")))
                .singleElement()
                .asString()
                .contains("the server's certificate is not trusted: No subject alternative names");
    }

    @Test
    void anAuthorityThatIsNotTrustedIsRefused() throws Exception {
        assertThat(failures(plan("localhost", "truststore: strangers.p12")))
                .singleElement()
                .asString()
                .contains("the server's certificate is not trusted");
    }

    private static List<String> failures(Plan plan) {
        var failures = new ArrayList<String>();
        for (var trial : SourceTrials.of(plan.pipeline().source())) {
            trial.failure().ifPresent(failure -> failures.add(failure.getMessage()));
        }
        return failures;
    }

    private static Plan plan(String host, String trusted) throws Exception {
        var file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                """
                name: tls
                events: {schema: event.avsc, time: ts, out-of-orderness: 1 d, id: [id]}
                source:
                  connector: rabbitmq
                  url: %s
                  stream: events
                  %s
                  truststore-password: "${STORE}"
                  format: json
                metrics:
                  - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
                sinks:
                  - {connector: files, path: results}
                """
                        .formatted(broker.securedStreamUrl(host), trusted));
        return Plan.read(file.toString(), List.of(), Map.of("STORE", Certificates.PASSWORD));
    }
}
