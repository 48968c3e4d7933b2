package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What kustomize makes of the overlays is what the API server and the operator take. */
class ManifestsTest {
    private static final CrdSchema SCHEMA = CrdSchema.load();
    private static final Set<String> NOT_KUBERNETES_OWN =
            Set.of("FlinkDeployment", "PodMonitor", "PrometheusRule");

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    static Stream<Deployment> deployments() {
        return Deployment.all();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void deploymentsHaveOnlyFieldsThatTheSchemaNames(Deployment deployment) {
        assertThat(SCHEMA.problems(deployment.resource())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/job, parallelsim, '2'",
        "/spec/podTemplate/spec/containers/0, imagePullPolcy, Always",
        "/spec/job, parallelism, many",
        "/spec, flinkVersion, v9_9",
        "/spec/job, upgradeMode, sometimes"
    })
    void aMistakeInADeploymentWouldBeFound(String path, String field, String value) {
        ObjectNode broken = live().deepCopy();
        ((ObjectNode) broken.at(path)).put(field, value);

        assertThat(SCHEMA.problems(broken)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theOperatorTakesDeployments(Deployment deployment) {
        assertThat(OperatorRules.problems(deployment.resource())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/flinkConfiguration, execution.checkpointing.dir, last-state without checkpoints",
        "/spec/flinkConfiguration, high-availability.type, last-state without high availability",
        "/spec/jobManager/resource, memory, jobManager memory",
        "/spec/job, parallelism, parallelism"
    })
    void whatTheOperatorNeedsIsMissed(String path, String field, String problem) {
        ObjectNode broken = live().deepCopy();
        ((ObjectNode) broken.at(path)).remove(field);

        assertThat(OperatorRules.problems(broken)).contains(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "/metadata, name, Flights, name Flights",
        "/spec/flinkConfiguration, kubernetes.cluster-id, x, forbidden key kubernetes.cluster-id",
        "/spec/logConfiguration, log4j2.xml, x, log configuration log4j2.xml",
        "/spec/podTemplate/spec/containers/0, name, main, container main"
    })
    void whatTheOperatorForbidsIsFound(String path, String field, String value, String problem) {
        ObjectNode broken = live().deepCopy();
        ((ObjectNode) broken.at(path)).put(field, value);

        assertThat(OperatorRules.problems(broken)).containsExactly(problem);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void kubernetesOwnKindsHaveOnlyFieldsThatItKnows(Overlay overlay) {
        for (JsonNode resource : overlay.resources()) {
            var kind = resource.path("kind").asText();
            if (NOT_KUBERNETES_OWN.contains(kind)) {
                continue;
            }
            assertThat(CoreKinds.knows(resource)).as(kind).isTrue();
            assertThat(CoreKinds.problems(resource)).as(kind).isEmpty();
        }
    }

    @Test
    void aMisspelledFieldOfACronJobWouldBeFound() {
        ObjectNode broken = production().one("CronJob", "flights-audit").deepCopy();
        ((ObjectNode) broken.at("/spec/jobTemplate/spec/template/spec/containers/0"))
                .put("commandd", "x");

        assertThat(CoreKinds.problems(broken)).singleElement().asString().contains("commandd");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everythingIsInOneNamespaceAndNothingIsSecret(Overlay overlay) {
        assertThat(overlay.of("Secret")).isEmpty();
        for (JsonNode resource : overlay.resources()) {
            var metadata = resource.path("metadata");
            var namespace =
                    resource.path("kind").asText().equals("Namespace") ? "name" : "namespace";
            assertThat(metadata.path(namespace).asText()).isEqualTo("tallystick");
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatManifestsReferToIsThere(Overlay overlay) {
        var live = new Deployment("", overlay.live());
        overlay.one("ServiceAccount", live.spec().path("serviceAccount").asText());
        overlay.one(
                "ConfigMap", live.spec().at("/podTemplate/spec/volumes/0/configMap/name").asText());
        for (JsonNode cronJob : overlay.of("CronJob")) {
            var pod = cronJob.at("/spec/jobTemplate/spec/template/spec");
            overlay.one("ServiceAccount", pod.path("serviceAccountName").asText());
            overlay.one("ConfigMap", pod.at("/volumes/0/configMap/name").asText());
        }
        for (JsonNode binding : overlay.of("RoleBinding")) {
            overlay.one("Role", binding.at("/roleRef/name").asText());
            overlay.one("ServiceAccount", binding.at("/subjects/0/name").asText());
            assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("tallystick");
        }
    }

    @Test
    void aChangedPipelineIsAnotherConfigMapSoThatTheJobIsUpgraded() {
        var names =
                overlays()
                        .map(
                                one ->
                                        one.live()
                                                .at(
                                                        "/spec/podTemplate/spec/volumes/0/configMap/name"))
                        .map(JsonNode::asText)
                        .toList();

        assertThat(names)
                .allMatch(name -> name.matches("flights-pipeline-[a-z0-9]{10}"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void schedulesAreCronExpressionsOfOneZone(Overlay overlay) {
        assertThat(overlay.of("CronJob")).hasSize(2);
        for (JsonNode cronJob : overlay.of("CronJob")) {
            var spec = cronJob.path("spec");
            assertThat(spec.path("schedule").asText())
                    .matches("(\\*|\\*/[1-5]?[0-9]|[1-5]?[0-9]) (\\*|1?[0-9]|2[0-3]) \\* \\* \\*");
            assertThat(spec.path("timeZone").asText()).isEqualTo("Etc/UTC");
            assertThat(spec.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
            // The controller adds eleven characters, and a Job's name has 63 at most.
            assertThat(cronJob.at("/metadata/name").asText()).hasSizeLessThan(53);
        }
    }

    /** A merge patch of a custom resource replaces its lists, and what was in them is gone. */
    @Test
    void patchesAreLists() throws IOException {
        for (Path file : kustomizations()) {
            var kustomization = Overlay.YAML.readTree(file.toFile());
            assertThat(kustomization.has("patchesStrategicMerge")).as(file.toString()).isFalse();
            for (JsonNode patch : kustomization.path("patches")) {
                var operations =
                        Overlay.YAML.readTree(
                                file.resolveSibling(patch.path("path").asText()).toFile());
                assertThat(operations.isArray()).as(patch.toString()).isTrue();
                assertThat(operations).allMatch(operation -> operation.has("op"));
            }
        }
    }

    private static List<Path> kustomizations() throws IOException {
        try (var files =
                Files.find(Path.of("."), 4, (file, is) -> file.endsWith("kustomization.yaml"))) {
            var found = files.toList();
            assertThat(found).hasSize(5);
            return found;
        }
    }

    private static JsonNode live() {
        return production().live();
    }

    private static Overlay production() {
        return Overlay.named("production");
    }
}
