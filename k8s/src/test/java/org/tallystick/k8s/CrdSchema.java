package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The operator's schema of a FlinkDeployment, closed: a field that it does not name is an error,
 * where an API server would drop it without a word.
 */
final class CrdSchema {
    private static final String CRD = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

    private final JsonSchema schema;

    private CrdSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** That of operator 1.15, made of the newest one that is published as an artifact. */
    static CrdSchema load() {
        try (var file = CrdSchema.class.getClassLoader().getResourceAsStream(CRD)) {
            var root =
                    (ObjectNode)
                            Overlay.YAML
                                    .readTree(file)
                                    .at("/spec/versions/0/schema/openAPIV3Schema");
            sinceTheArtifact((ObjectNode) root.at("/properties/spec/properties"));
            close(root);
            root.remove(
                    "additionalProperties"); // the CRD leaves apiVersion, kind, metadata unnamed
            return new CrdSchema(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that changed in the parts that manifests use: three things. */
    private static void sinceTheArtifact(ObjectNode spec) {
        var versions = (ArrayNode) spec.at("/flinkVersion/enum");
        List.of("v2_0", "v2_1", "v2_2").forEach(versions::add);

        spec.putObject("flinkConfiguration").put(PRESERVE, true);

        ((ObjectNode) spec.at("/job/properties"))
                .putObject("autoscalerResetNonce")
                .put("type", "integer");
    }

    /** Formats are hints to programs, not checks. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("format");
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.remove("anyOf");
                object.putArray("type").add("integer").add("string");
            }
            if (object.path("properties").isObject() && !object.path(PRESERVE).asBoolean()) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(CrdSchema::close);
    }

    /** What is wrong with a FlinkDeployment; empty where nothing is. */
    List<String> problems(JsonNode deployment) {
        return schema.validate(deployment).stream().map(Object::toString).sorted().toList();
    }
}
