package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ReprocessArguments;

/** What manifests start is there, and takes what they give it. */
class JobsTest {
    private static final String FLINK_OF_THE_POM = pom("flink.version");
    private static final String VERSION = pom("version");

    @TempDir private Path folder;

    static Stream<Deployment> deployments() {
        return Deployment.all();
    }

    static Stream<Deployment> reprocessing() {
        return Deployment.reprocessing();
    }

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theEntryClassHasAMain(Deployment deployment) throws ReflectiveOperationException {
        var main = entry(deployment).getMethod("main", String[].class);

        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theJobTakesItsArguments(Deployment deployment) throws Exception {
        var file = Path.of(pipelineFile(entry(deployment), deployment.arguments()));

        assertThat(deployment.container().path("volumeMounts"))
                .anyMatch(
                        mount ->
                                file.getParent()
                                        .toString()
                                        .equals(mount.path("mountPath").asText()));
        assertThat(
                        pipelineOf(Overlay.named(deployment.overlay()))
                                .has(file.getFileName().toString()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("reprocessing")
    void modeAndRangeAreThoseOfTheSchedule(Deployment deployment) throws Exception {
        var arguments = ArgumentParser.read(new ReprocessArguments(), deployment.arguments());

        assertThat(deployment.origin()).endsWith(arguments.mode().toString());
        assertThatCode(arguments::range).doesNotThrowAnyException();
    }

    @Test
    void anArgumentThatNoJobTakesWouldBeFound() {
        var job = deployments().findFirst().orElseThrow();

        assertThatThrownBy(() -> pipelineFile(entry(job), List.of("--pipelin", "x")))
                .isInstanceOf(BadArgumentException.class);
    }

    /** As the job itself reads its arguments. */
    private static String pipelineFile(Class<?> job, List<String> arguments)
            throws BadArgumentException {
        return job == ReprocessJob.class
                ? ArgumentParser.read(new ReprocessArguments(), arguments).file()
                : ArgumentParser.read(new StreamArguments(), arguments).file();
    }

    private static Class<?> entry(Deployment deployment) throws ClassNotFoundException {
        return Class.forName(deployment.spec().at("/job/entryClass").asText());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void thePipelineHasNoMistake(Overlay overlay) throws Exception {
        var files = pipelineOf(overlay);
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
        }

        var plan = Plan.read(folder.resolve("flights.yaml").toString(), List.of(), SECRET);

        // The live deployment's name is that of the pipeline's file: reprocess.sh goes by it.
        assertThat(plan.pipeline().name()).isEqualTo(overlay.live().at("/metadata/name").asText());
    }

    private static JsonNode pipelineOf(Overlay overlay) {
        return overlay.one("ConfigMap", "flights-pipeline").path("data");
    }

    /** What the Secret named flights is to hold. */
    private static final Map<String, String> SECRET =
            Map.of(
                    "BROKERS",
                    "kafka:9092",
                    "CATALOG_URI",
                    "jdbc:postgresql://db/catalog",
                    "CATALOG_USER",
                    "tallystick",
                    "CATALOG_PASSWORD",
                    "secret");

    @Test
    void theReadmeNamesAllThatTheSecretHolds() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(SECRET.keySet());
    }

    @Test
    void theSchemaIsThatOfTheExample() throws IOException {
        assertThat(Path.of("base/pipeline/flight.avsc"))
                .hasSameTextualContentAs(Path.of("../jobs/examples/flights/flight.avsc"));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void imageAndFlinkAreOfTheBuild(Deployment deployment) {
        var spec = deployment.spec();

        assertThat(spec.path("image").asText()).matches("(.*/)?tallystick:" + VERSION);
        assertThat(spec.path("flinkVersion").asText())
                .isEqualTo("v" + FLINK_OF_THE_POM.replaceFirst("\\.\\d+$", "").replace('.', '_'));
        assertThat(spec.at("/job/jarURI").asText()).endsWith("/usrlib/tallystick-jobs.jar");
    }

    @Test
    void theImageIsMadeOfTheBuildsVersions() throws IOException {
        var dockerfile = Files.readString(Path.of("Dockerfile"));

        assertThat(dockerfile)
                .contains("FROM flink:" + FLINK_OF_THE_POM + "-java17")
                .contains("flink-s3-fs-hadoop-" + FLINK_OF_THE_POM + ".jar")
                .contains("ARG ICEBERG_VERSION=" + pom("iceberg.version"))
                .contains("tallystick:" + VERSION)
                .endsWith("USER 9999\n")
                .doesNotContain(":latest");
    }

    @Test
    void noImageIsLeftToChance() {
        var images =
                overlays()
                        .flatMap(overlay -> overlay.of("CronJob").stream())
                        .map(
                                one ->
                                        one.at(
                                                "/spec/jobTemplate/spec/template/spec/containers/0/image"))
                        .map(JsonNode::asText);

        assertThat(images)
                .isNotEmpty()
                .allMatch(image -> image.matches("[^:]+:\\d+\\.\\d+\\.\\d+"));
    }

    private static String pom(String property) {
        try {
            var pom = Files.readString(Path.of("../pom.xml"));
            return Stream.of(pom.split("\n"))
                    .map(String::strip)
                    .filter(line -> line.startsWith("<" + property + ">"))
                    .map(line -> line.replaceAll("<[^>]*>", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
