package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A FlinkDeployment as the operator gets it: a live job, or a run that a CronJob's script made of
 * it.
 *
 * @param origin overlay and job, for a person
 */
record Deployment(String origin, JsonNode resource) {
    private static final List<Deployment> ALL = Overlay.all().flatMap(Deployment::of).toList();

    static Stream<Deployment> all() {
        return ALL.stream();
    }

    static Stream<Deployment> live() {
        return ALL.stream().filter(one -> one.origin.endsWith(" live"));
    }

    static Stream<Deployment> reprocessing() {
        return ALL.stream().filter(one -> !one.origin.endsWith(" live"));
    }

    private static Stream<Deployment> of(Overlay overlay) {
        return Stream.of(
                new Deployment(overlay + " live", overlay.live()),
                made(overlay, "audit"),
                made(overlay, "correct"));
    }

    private static Deployment made(Overlay overlay, String mode) {
        try {
            var folder = Files.createTempDirectory(Path.of("target"), "api").toAbsolutePath();
            var script = new Reprocess(folder, overlay, "flights-" + mode);
            script.with("TIMEOUT_SECONDS", "1").run();
            var name = script.deployments().get(0);
            return new Deployment(overlay + " " + mode, script.deployment(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The overlay's name. */
    String overlay() {
        return origin.replaceFirst(" .*", "");
    }

    JsonNode spec() {
        return resource.path("spec");
    }

    Map<String, String> settings() {
        return FlinkYaml.flat(spec().path("flinkConfiguration"));
    }

    JsonNode container() {
        return spec().at("/podTemplate/spec/containers/0");
    }

    List<String> arguments() {
        return Texts.of(spec().at("/job/args"));
    }

    @Override
    public String toString() {
        return origin;
    }
}
