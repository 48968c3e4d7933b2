package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings are such as Flink and its operator read, and the same wherever they are written. */
class SettingsTest {
    private static final Path CONF = Path.of("../flink-conf");

    static Stream<Deployment> deployments() {
        return Deployment.all();
    }

    static Stream<Deployment> live() {
        return Deployment.live();
    }

    static Stream<Deployment> reprocessing() {
        return Deployment.reprocessing();
    }

    static Stream<Path> configurations() throws IOException {
        try (var files = Files.find(CONF, 2, (file, is) -> file.endsWith("config.yaml"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everySettingOfADeploymentIsRead(Deployment deployment) {
        assertThat(FlinkSettings.unknown(deployment.settings().keySet())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everySettingOfAConfigurationIsRead(Path file) throws IOException {
        var settings = FlinkYaml.flat(Overlay.YAML.readTree(file.toFile()));

        assertThat(settings).isNotEmpty();
        assertThat(FlinkSettings.unknown(settings.keySet())).isEmpty();
    }

    @Test
    void aMisspelledOrDeprecatedSettingWouldBeFound() {
        var wrong =
                List.of(
                        "pipeline.max-paralelism",
                        "state.backend.incremental",
                        "state.checkpoints.dir",
                        "kubernetes.operator.job.savepoint-on-delete",
                        "job.autoscaler.target.utilization");

        assertThat(FlinkSettings.unknown(wrong)).containsExactlyInAnyOrderElementsOf(wrong);
        assertThat(FlinkSettings.unknown(List.of("pipeline.max-parallelism"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("live")
    void liveJobsHaveTheSettingsOfStreams(Deployment deployment) throws IOException {
        var expected = of("stream");
        if (deployment.overlay().equals("local")) {
            expected.put("execution.checkpointing.interval", "10 s");
            expected.put("execution.checkpointing.min-pause", "1 s");
        }

        assertThat(deployment.settings()).containsAllEntriesOf(expected);
    }

    @ParameterizedTest
    @MethodSource("reprocessing")
    void reprocessingHasTheSettingsOfBatch(Deployment deployment) throws IOException {
        assertThat(deployment.settings()).containsAllEntriesOf(of("batch"));
    }

    @ParameterizedTest
    @MethodSource("reprocessing")
    void nothingOfStreamsIsLeftInReprocessing(Deployment deployment) throws IOException {
        var ofStreamsAlone = of("stream").keySet();
        ofStreamsAlone.removeAll(of("batch").keySet());

        assertThat(deployment.settings())
                .doesNotContainKeys(ofStreamsAlone.toArray(String[]::new))
                .allSatisfy(
                        (key, value) ->
                                assertThat(key)
                                        .doesNotStartWith("execution.checkpointing.")
                                        .doesNotStartWith("high-availability."));
    }

    @ParameterizedTest
    @MethodSource("live")
    void stateGoesToPlacesOfItsOwn(Deployment deployment) {
        var settings = deployment.settings();
        var places =
                Stream.of(
                                "execution.checkpointing.dir",
                                "execution.checkpointing.savepoint-dir",
                                "high-availability.storageDir")
                        .map(settings::get)
                        .toList();

        assertThat(places).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(places)
                .noneMatch(one -> places.stream().anyMatch(other -> other.startsWith(one + "/")));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void logsAreThoseOfContainers(Deployment deployment) throws IOException {
        assertThat(deployment.spec().at("/logConfiguration/log4j-console.properties").asText())
                .isEqualTo(Files.readString(CONF.resolve("stream/log4j-console.properties")));
    }

    /**
     * Without what the operator knows better: sizes, addresses, and what the JVM is started with.
     */
    private static Map<String, String> of(String job) throws IOException {
        var settings =
                FlinkYaml.flat(
                        Overlay.YAML.readTree(CONF.resolve(job).resolve("config.yaml").toFile()));
        settings.keySet()
                .removeIf(
                        key ->
                                key.contains(".memory.")
                                        || key.startsWith("env.java.")
                                        || key.equals("jobmanager.rpc.address"));
        return settings;
    }
}
