package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What kustomize makes of an overlay.
 *
 * @param name its folder
 * @param resources in the order in which they are applied
 */
record Overlay(String name, List<JsonNode> resources) {
    static final ObjectMapper YAML = new YAMLMapper();
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    /** Every overlay that there is, rendered once. */
    static Stream<Overlay> all() {
        return Stream.of("local", "production", "on-premise-s3")
                .map(name -> RENDERED.computeIfAbsent(name, Overlay::render));
    }

    static Overlay named(String name) {
        return all().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
    }

    private static Overlay render(String name) {
        return new Overlay(name, parse(Kubectl.kustomize(Path.of("overlays", name))));
    }

    /** The documents of a YAML text. */
    static List<JsonNode> parse(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> of(String kind) {
        return resources.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
    }

    JsonNode one(String kind, String name) {
        return of(kind).stream()
                .filter(one -> one.at("/metadata/name").asText().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + this));
    }

    /** The live job. */
    JsonNode live() {
        return one("FlinkDeployment", "flights");
    }

    @Override
    public String toString() {
        return name;
    }
}
