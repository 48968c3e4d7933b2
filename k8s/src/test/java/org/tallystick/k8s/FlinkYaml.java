package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Flink's settings, however they are nested, under dotted names. */
final class FlinkYaml {
    private FlinkYaml() {}

    /** Names and values, as texts. */
    static Map<String, String> flat(JsonNode settings) {
        var flat = new TreeMap<String, String>();
        flatten("", settings, flat);
        return flat;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> flat) {
        if (value.isObject()) {
            var prefix = name.isEmpty() ? "" : name + ".";
            value.properties()
                    .forEach(field -> flatten(prefix + field.getKey(), field.getValue(), flat));
        } else {
            flat.put(name, value.asText());
        }
    }
}
