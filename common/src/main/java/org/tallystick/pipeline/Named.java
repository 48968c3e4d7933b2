package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A mapping of names that one may choose, whose values are left to its reader.
 *
 * @param name what may be a name
 * @param value what each value may be
 * @param emptiness what is said of a mapping without any
 */
record Named(TextForm name, Kind<?> value, String emptiness) implements Kind<Map<String, Value>> {

    @Override
    public Optional<Map<String, Value>> read(Value mapping) {
        var entries = mapping.entries();
        if (entries.isPresent() && entries.get().isEmpty()) {
            mapping.problem(emptiness);
        }
        return entries.map(Named::values);
    }

    private static Map<String, Value> values(Map<String, Entry> entries) {
        var values = new LinkedHashMap<String, Value>();
        entries.forEach((key, entry) -> values.put(key, entry.value()));
        return values;
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        var schema = parts.object("object").put("minProperties", 1);
        schema.set("propertyNames", name.schema(parts));
        schema.set("additionalProperties", value.schema(parts));
        return schema;
    }
}
