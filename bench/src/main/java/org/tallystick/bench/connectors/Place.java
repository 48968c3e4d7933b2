package org.tallystick.bench.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where a run reads or writes: what a pipeline says of it, which is JSON on one line. */
record Place(JsonNode settings) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Place parse(String text) throws IOException {
        return new Place(JSON.readTree(text));
    }

    String text(String setting) {
        return settings.required(setting).asText();
    }

    /** Of a source, with the format of the events. */
    String asSource() {
        ObjectNode source = settings.deepCopy();
        return source.put("format", "json").toString();
    }

    String asSink() {
        return settings.toString();
    }

    /** Those of Kafka's client. */
    Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        settings.required("properties")
                .properties()
                .forEach(each -> properties.put(each.getKey(), each.getValue().asText()));
        return properties;
    }
}
