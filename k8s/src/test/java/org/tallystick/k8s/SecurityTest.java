package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No overlay loses what the base says of who a process is and what it may do. */
class SecurityTest {

    /** A pod, and whose it is. */
    record Pod(String origin, JsonNode metadata, JsonNode spec) {
        @Override
        public String toString() {
            return origin;
        }
    }

    static Stream<Pod> pods() {
        var flink =
                Deployment.all()
                        .map(
                                one ->
                                        new Pod(
                                                one.origin(),
                                                one.spec().at("/podTemplate/metadata"),
                                                one.spec().at("/podTemplate/spec")));
        var schedules =
                Overlay.all()
                        .flatMap(
                                overlay ->
                                        overlay.of("CronJob").stream()
                                                .map(
                                                        one ->
                                                                one.at(
                                                                        "/spec/jobTemplate/spec/template"))
                                                .map(
                                                        one ->
                                                                new Pod(
                                                                        overlay + " schedule",
                                                                        one.path("metadata"),
                                                                        one.path("spec"))));
        return Stream.concat(flink, schedules);
    }

    static Stream<Deployment> deployments() {
        return Deployment.all();
    }

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noProcessIsRootOrBecomesIt(Pod pod) {
        var context = pod.spec().path("securityContext");
        assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.path("runAsUser").asInt()).isPositive();
        assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        for (JsonNode container : pod.spec().path("containers")) {
            var own = container.path("securityContext");
            assertThat(own.path("allowPrivilegeEscalation")).asString().isEqualTo("false");
            assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(Texts.of(own.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(own.path("privileged").asBoolean()).isFalse();
        }
        assertThat(pod.spec().toString()).doesNotContain("hostPath", "hostNetwork", "hostPID");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void whatIsWrittenHasAPlace(Pod pod) {
        assertThat(mounts(pod.spec())).contains("/tmp emptyDir");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void flinkHasThePipelineAndPlaceForItsLog(Deployment deployment) {
        var spec = deployment.spec().at("/podTemplate/spec");

        assertThat(mounts(spec))
                .contains("/opt/tallystick/pipeline configMap", "/opt/flink/log emptyDir");
        if (deployment.overlay().equals("local")) {
            assertThat(mounts(spec)).contains("/data persistentVolumeClaim");
        }
        assertThat(deployment.container().at("/ports/0/name").asText()).isEqualTo("metrics");
    }

    /** Where each volume is mounted, and of what kind it is; every mount has a volume. */
    private static List<String> mounts(JsonNode pod) {
        return stream(pod.at("/containers/0/volumeMounts"))
                .map(
                        mount ->
                                mount.path("mountPath").asText()
                                        + " "
                                        + kind(pod, mount.path("name").asText()))
                .toList();
    }

    private static String kind(JsonNode pod, String volume) {
        return stream(pod.path("volumes"))
                .filter(one -> one.path("name").asText().equals(volume))
                .flatMap(one -> one.properties().stream())
                .filter(field -> !field.getKey().equals("name"))
                .map(field -> field.getKey())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no volume " + volume));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void secretsComeByReference(Deployment deployment) {
        var container = deployment.container();
        if (!deployment.overlay().equals("local")) {
            assertThat(container.at("/envFrom/0/secretRef/name").asText()).isEqualTo("flights");
        }
        assertThat(deployment.settings().keySet())
                .noneMatch(key -> key.matches(".*(password|secret|access[.-]key|token).*"));
        assertThat(stream(container.path("env")).map(one -> one.path("name").asText()))
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|KEY|TOKEN).*"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void everyPodIsUnderANetworkPolicy(Pod pod) {
        var overlay = Overlay.named(pod.origin().replaceFirst(" .*", ""));
        var labels = pod.metadata().path("labels");

        assertThat(overlay.of("NetworkPolicy"))
                .anyMatch(policy -> selects(policy.at("/spec/podSelector/matchLabels"), labels));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void networkPoliciesAreOfBothDirections(Overlay overlay) {
        assertThat(overlay.of("NetworkPolicy"))
                .isNotEmpty()
                .allMatch(
                        one ->
                                Texts.of(one.at("/spec/policyTypes"))
                                        .equals(List.of("Ingress", "Egress")));
    }

    @Test
    void onPremiseMayReachItsStore() {
        var policy = Overlay.named("on-premise-s3").one("NetworkPolicy", "flights-flink");

        assertThat(policy.path("spec").path("egress").toString()).contains("\"port\":9000");
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void rolesAreNoLargerThanTheirWork(Overlay overlay) {
        assertThat(overlay.of("ClusterRole")).isEmpty();
        assertThat(overlay.of("Role").toString())
                .doesNotContain("*", "secrets", "escalate", "bind");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
