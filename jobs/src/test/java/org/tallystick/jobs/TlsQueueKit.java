package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.servers.Certificates;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.source.SourceTrials;

/** Brokers that are spoken to by TLS, as source and as sink. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsQueueKit {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final String NONE_TRUSTED =
            "unable to find valid certification path to requested target";

    private Path shared;
    private Certificates certificates;

    /** Starts a broker that asks for no certificate, and one that does. */
    abstract void start(Path folder, Certificates certificates) throws Exception;

    abstract void stop() throws Exception;

    /** What a pipeline says of a broker, without its queue. */
    abstract List<String> broker(String host, boolean mutual);

    /** Sends events to queue {@code events} of a broker. */
    abstract void send(boolean mutual, List<byte[]> events) throws Exception;

    /** How many messages queue {@code results} of a broker has. */
    abstract long results(boolean mutual) throws Exception;

    @BeforeAll
    void startBrokers(@TempDir Path folder) throws Exception {
        shared = folder;
        certificates = Certificates.in(shared);
        start(shared, certificates);
    }

    @AfterAll
    void stopBrokers() throws Exception {
        stop();
    }

    @Test
    void aTruststoreIsEnoughForABrokerThatAsksForNoCertificate() throws Exception {
        var place = trusting("localhost", false, "trusted");
        send(false, QueueJobKit.events(0, 50));

        run(plan(queue(place, "events"), queue(place, "results")));

        assertThat(results(false)).isEqualTo(50);
    }

    @Test
    void aKeystoreShowsAClientsCertificate() throws Exception {
        var place = new ArrayList<>(trusting("localhost", true, "trusted"));
        place.addAll(store("keystore", "client"));
        send(true, QueueJobKit.events(0, 50));

        run(plan(queue(place, "events"), queue(place, "results")));

        assertThat(results(true)).isEqualTo(50);
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        refused(
                trusting("127.0.0.1", false, "trusted"),
                "the server's certificate is not trusted: No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void anAuthorityThatIsNotTrustedIsRefused() throws Exception {
        refused(trusting("localhost", false, "strangers"), NONE_TRUSTED);
        refused(broker("localhost", false), NONE_TRUSTED);
    }

    @Test
    void aBrokerRefusesWhoShowsNoCertificate() throws Exception {
        refused(trusting("localhost", true, "trusted"), "the server wants another certificate");
    }

    @Test
    void aStoreThatIsNotThereOrDoesNotOpenIsOneLine() throws Exception {
        var place = new ArrayList<>(broker("localhost", false));
        place.add("truststore: " + shared.resolve("none.p12"));
        refused(place, "none.p12 is not on this machine");

        place.set(place.size() - 1, "truststore: " + certificates.file("trusted"));
        place.add("truststore-password: not-this-one");
        refused(place, "trusted.p12 cannot be opened");
    }

    /** By a look as by a run, as a source and as a sink, at once and in one line. */
    private void refused(List<String> place, String reason) throws Exception {
        var files = List.of("connector: files", "path: in");
        Files.createDirectories(shared.resolve("in"));
        Files.write(shared.resolve("in/1.json"), QueueJobKit.events(0, 1).get(0));
        var results = List.of("connector: files", "path: results");

        for (var plan :
                List.of(
                        plan(queue(place, "events"), results),
                        plan(files, queue(place, "results")))) {
            assertThat(looks(plan))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .contains(reason)
                                            .doesNotContain(Certificates.PASSWORD, "\n"));
            assertThatThrownBy(() -> run(plan))
                    .hasStackTraceContaining("SuppressRestartsException")
                    .hasStackTraceContaining(reason);
        }
    }

    private static List<String> looks(Plan plan) {
        var trials = new ArrayList<>(SourceTrials.of(plan.pipeline().source()));
        plan.pipeline().sinks().forEach(sink -> trials.addAll(SinkTrials.of(sink, plan.metrics())));
        return trials.stream()
                .flatMap(trial -> trial.failure().stream())
                .map(Exception::getMessage)
                .toList();
    }

    private List<String> trusting(String host, boolean mutual, String store) {
        var place = new ArrayList<>(broker(host, mutual));
        place.addAll(store("truststore", store));
        return place;
    }

    private List<String> store(String kind, String name) {
        return List.of(kind + ": " + name + ".p12", kind + "-password: \"${STORE}\"");
    }

    private static List<String> queue(List<String> place, String name) {
        var lines = new ArrayList<>(place);
        lines.add("queue: " + name);
        return lines;
    }

    private void run(Plan plan) throws Exception {
        var env = new FlinkAsDeployed(shared, "hashmap").streaming(1);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    private Plan plan(List<String> source, List<String> sink) throws Exception {
        Files.writeString(
                shared.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[{"name":"ts","type":"string"},
                {"name":"k","type":"string"},{"name":"id","type":"long"}]}""");
        var file = shared.resolve("p.yaml");
        Files.writeString(
                file,
                """
                name: tls
                events: {schema: event.avsc, time: ts, out-of-orderness: 1 d, id: [id]}
                source:
                  %s
                  format: json
                metrics:
                  - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
                sinks:
                  - %s
                """
                        .formatted(String.join("\n  ", source), String.join("\n    ", sink)));
        return Plan.read(file.toString(), List.of(), Map.of("STORE", Certificates.PASSWORD));
    }
}
