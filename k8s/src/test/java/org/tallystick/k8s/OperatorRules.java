package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;

/** What the operator refuses beyond its schema, in words of our own. */
final class OperatorRules {
    private static final String NAME = "[a-z]([-a-z\\d]{0,43}[a-z\\d])?";
    private static final List<String> FORBIDDEN =
            List.of(
                    "kubernetes.namespace",
                    "kubernetes.cluster-id",
                    "high-availability.cluster-id");
    private static final Set<String> LOG_FILES =
            Set.of("log4j-console.properties", "logback-console.xml");
    private static final String CHECKPOINTS = "execution.checkpointing.dir";
    private static final String SAVEPOINTS = "execution.checkpointing.savepoint-dir";
    private static final List<String> NEED_SAVEPOINTS =
            List.of(
                    "kubernetes.operator.periodic.savepoint.interval",
                    "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age",
                    "kubernetes.operator.job.savepoint-on-deletion");

    private final JsonNode spec;
    private final JsonNode settings;
    private final List<String> problems = new ArrayList<>();

    private OperatorRules(JsonNode deployment) {
        spec = deployment.path("spec");
        settings = spec.path("flinkConfiguration");
    }

    /** What it would refuse of a FlinkDeployment; empty where it takes it. */
    static List<String> problems(JsonNode deployment) {
        var rules = new OperatorRules(deployment);
        var name = deployment.at("/metadata/name").asText();
        rules.refuse(!name.matches(NAME), "name " + name);
        rules.checkSettings();
        rules.checkState();
        rules.checkProcesses();
        return rules.problems;
    }

    private void checkSettings() {
        FORBIDDEN.forEach(key -> refuse(settings.has(key), "forbidden key " + key));
        refuse(
                isOn("kubernetes.operator.deployment.rollback.enabled") && !highlyAvailable(),
                "rollback without high availability");
        spec.path("logConfiguration")
                .fieldNames()
                .forEachRemaining(
                        file -> refuse(!LOG_FILES.contains(file), "log configuration " + file));
    }

    private void checkState() {
        var mode = spec.at("/job/upgradeMode").asText("stateless");
        refuse(
                !mode.equals("stateless") && !settings.has(CHECKPOINTS),
                mode + " without checkpoints");
        refuse(mode.equals("savepoint") && !settings.has(SAVEPOINTS), mode + " without savepoints");
        refuse(
                mode.equals("last-state") && !highlyAvailable(),
                mode + " without high availability");
        NEED_SAVEPOINTS.forEach(
                key ->
                        refuse(
                                settings.has(key) && !settings.has(SAVEPOINTS),
                                key + ": no savepoints"));
        refuse(spec.at("/job/parallelism").asInt(0) < 1, "parallelism");
    }

    private void checkProcesses() {
        int jobManagers = spec.at("/jobManager/replicas").asInt(1);
        refuse(jobManagers < 1, "no JobManager");
        refuse(jobManagers > 1 && !highlyAvailable(), "a standby without high availability");
        for (var process : List.of("jobManager", "taskManager")) {
            refuse(
                    !isSize(spec.at("/" + process + "/resource/memory").asText()),
                    process + " memory");
        }
        var main = spec.at("/podTemplate/spec/containers/0/name").asText();
        refuse(!main.equals("flink-main-container"), "container " + main);
    }

    private boolean highlyAvailable() {
        return settings.has("high-availability.type")
                && settings.has("high-availability.storageDir");
    }

    private boolean isOn(String key) {
        return settings.path(key).asText().equals("true");
    }

    private static boolean isSize(String text) {
        try {
            return MemorySize.parse(text).getBytes() > 0;
        } catch (IllegalArgumentException e) {
            return false; // which is the answer
        }
    }

    private void refuse(boolean wrong, String what) {
        if (wrong) {
            problems.add(what);
        }
    }
}
