package org.tallystick.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A mapping of any texts, passed on as they stand.
 *
 * @param known what some of its keys are for, in the order in which to tell them
 * @param needed keys of which it has one at least; none where it may be empty
 */
public record Texts(Map<String, String> known, List<String> needed)
        implements Kind<Map<String, String>> {

    public static Texts any() {
        return new Texts(Map.of(), List.of());
    }

    @Override
    public Optional<Map<String, String>> read(Value value) {
        checkNeeded(value);
        return value.texts();
    }

    /** Notes that the one key that is needed is missing, where it is. */
    public void checkNeeded(Value mapping) {
        if (mapping.isMapping() && !needed.isEmpty() && needed.stream().noneMatch(mapping::has)) {
            var keys = needed.stream().map(key -> "'" + key + "'");
            mapping.problem(
                    "%s is missing in '%s'"
                            .formatted(keys.collect(Collectors.joining(" or ")), mapping.name()));
        }
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        var schema = parts.object("object");
        var text = TextForm.any();
        if (!known.isEmpty()) {
            var properties = schema.putObject("properties");
            known.forEach(
                    (key, meaning) ->
                            properties.set(key, text.schema(parts).put("description", meaning)));
        }
        schema.set("additionalProperties", text.schema(parts));
        if (needed.size() == 1) {
            schema.putArray("required").add(needed.get(0));
        } else if (!needed.isEmpty()) {
            var anyOf = schema.putArray("anyOf");
            needed.forEach(key -> anyOf.addObject().putArray("required").add(key));
        }
        return schema;
    }
}
