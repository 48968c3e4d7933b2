package org.tallystick.pipeline;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What the parts of a JSON Schema are made with. */
final class SchemaParts {
    /** What the text of a variable has in it, and so has a text that only looks like one. */
    static final String VARIABLE = "\\$\\{";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode definitions;
    private final List<SourceFormat> formats;
    private final boolean variables;

    private SchemaParts(ObjectNode definitions, List<SourceFormat> formats, boolean variables) {
        this.definitions = definitions;
        this.formats = formats;
        this.variables = variables;
    }

    /** For a whole file. */
    static SchemaParts of(List<SourceFormat> formats) {
        return new SchemaParts(NODES.objectNode(), formats, true);
    }

    SchemaParts withoutVariables() {
        return new SchemaParts(definitions, formats, false);
    }

    SchemaParts of(Predicate<SourceFormat> known) {
        return new SchemaParts(definitions, formats.stream().filter(known).toList(), variables);
    }

    /** Whether values may have variables here. */
    boolean variables() {
        return variables;
    }

    /** The formats that may be named here. */
    List<SourceFormat> formats() {
        return formats;
    }

    ObjectNode definitions() {
        return definitions;
    }

    ObjectNode object() {
        return NODES.objectNode();
    }

    ObjectNode object(String type) {
        return object().put("type", type);
    }

    ObjectNode anyOf(ObjectNode... schemas) {
        var node = object();
        node.putArray("anyOf").addAll(List.of(schemas));
        return node;
    }

    /** Of a text with a variable in it. */
    ObjectNode variable() {
        return defined(
                "variable",
                () ->
                        object("string")
                                .put("pattern", VARIABLE)
                                .put("description", "from the environment"));
    }

    /**
     * A reference to what is defined once for the whole file.
     *
     * @throws IllegalStateException where the name is taken by another definition
     */
    ObjectNode defined(String name, Supplier<ObjectNode> definition) {
        var made = definition.get();
        var before = definitions.get(name);
        if (before != null && !before.equals(made)) {
            throw new IllegalStateException("two definitions of '" + name + "'");
        }
        definitions.set(name, made);
        return object().put("$ref", "#/$defs/" + name);
    }

    /** What YAML makes of a text. */
    static JsonNode scalar(String text) {
        return text.equals("true") || text.equals("false")
                ? NODES.booleanNode(Boolean.parseBoolean(text))
                : NODES.textNode(text);
    }
}
