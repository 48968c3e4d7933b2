package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;

/** Reads a metric's keys back from the JSON that the table {@code results} holds. */
final class KeysJson {
    private final ObjectMapper mapper =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final BoundMetric metric;

    KeysJson(BoundMetric metric) {
        this.metric = metric;
    }

    /** How many aggregates the metric has. */
    int aggregates() {
        return metric.aggregates().size();
    }

    /** Whether these are keys of the metric as it is defined now, by their names. */
    boolean fits(String json) {
        var names = new HashSet<String>();
        tree(json).fieldNames().forEachRemaining(names::add);
        return names.equals(
                metric.keys().stream().map(KeyColumn::name).collect(Collectors.toSet()));
    }

    /** The key's values in the metric's order; unmodifiable, elements may be null. */
    List<Object> parse(String json) {
        var fields = tree(json);
        var values = new ArrayList<>(metric.keys().size());
        for (KeyColumn key : metric.keys()) {
            var field = fields.get(key.name());
            values.add(field == null || field.isNull() ? null : value(key.type(), field));
        }
        return Collections.unmodifiableList(values);
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("archived keys of a cell are no JSON: " + json, e);
        }
    }

    private static Object value(ValueType type, JsonNode field) {
        return switch (type.kind()) {
            case BOOLEAN -> field.booleanValue();
            case LONG -> field.longValue();
            // NaN and the infinities are strings.
            case DOUBLE -> Double.valueOf(field.asText());
            case DECIMAL -> new BigDecimal(field.asText());
            case STRING -> field.textValue();
            case TIMESTAMP -> LocalDateTime.parse(field.textValue());
            case TIMESTAMP_LTZ -> Instant.parse(field.textValue());
            case DATE -> LocalDate.parse(field.textValue());
            case TIME -> LocalTime.parse(field.textValue());
        };
    }
}
