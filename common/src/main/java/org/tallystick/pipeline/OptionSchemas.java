package org.tallystick.pipeline;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** The options of formats, which are keys of a section beside its own: {@code csv.header}. */
final class OptionSchemas {
    private final SchemaParts parts;

    OptionSchemas(SchemaParts parts) {
        this.parts = parts;
    }

    /** Adds the options of every format, and that each goes with its own format alone. */
    void addTo(ObjectNode section) {
        var properties = (ObjectNode) section.get("properties");
        var conditions = section.putArray("allOf");
        for (var format : parts.formats()) {
            if (format.options().isEmpty()) {
                continue;
            }
            var condition = conditions.addObject();
            condition.set("if", names(format));
            var refused = condition.putObject("else").putObject("properties");
            format.options()
                    .forEach(
                            (option, meaning) -> {
                                properties.set(key(format, option), option(meaning));
                                refused.put(key(format, option), false);
                            });
        }
    }

    static String key(SourceFormat format, String option) {
        return format.name() + "." + option;
    }

    /** Null is among what it may be: other readers of YAML take an unquoted NULL for it. */
    private ObjectNode option(String meaning) {
        var option = parts.object();
        option.putArray("type").add("string").add("number").add("boolean").add("null");
        return option.put("description", meaning);
    }

    /** A section that names the format, or perhaps does: by a variable. */
    private ObjectNode names(SourceFormat format) {
        var schema = parts.object();
        var named = schema.putObject("properties").putObject("format").putArray("anyOf");
        named.addObject().put("const", format.name());
        named.add(parts.variable());
        return schema;
    }
}
