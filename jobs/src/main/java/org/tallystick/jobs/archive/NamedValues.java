package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;

/** Reads a metric's keys or aggregates back from the JSON that the table {@code results} holds. */
public final class NamedValues {
    private final ObjectMapper mapper =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, ValueType> types;

    private NamedValues(Map<String, ValueType> types) {
        this.types = types;
    }

    /** Of the column {@code keys}. */
    public static NamedValues keys(BoundMetric metric) {
        var types = new LinkedHashMap<String, ValueType>();
        metric.keys().forEach(key -> types.put(key.name(), key.type()));
        return new NamedValues(types);
    }

    /** Of the column {@code aggregates}. */
    public static NamedValues aggregates(BoundMetric metric) {
        var types = new LinkedHashMap<String, ValueType>();
        metric.aggregates().forEach(each -> types.put(each.name(), each.aggregator().resultType()));
        return new NamedValues(types);
    }

    /** Whether the values have just the names that the metric gives them now, and the types. */
    public boolean fits(String json) {
        var fields = tree(json);
        var names = new HashSet<String>();
        fields.fieldNames().forEachRemaining(names::add);
        return names.equals(types.keySet()) && haveTheirTypes(fields);
    }

    private boolean haveTheirTypes(JsonNode fields) {
        try {
            return values(fields).size() == types.size();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The values in the metric's order; unmodifiable, elements may be null, and are for names that
     * are not there.
     *
     * @throws IllegalArgumentException at a value that is none of its type, in one line: then
     *     another definition of the metric has published it
     */
    public List<Object> parse(String json) {
        return values(tree(json));
    }

    private List<Object> values(JsonNode fields) {
        var values = new ArrayList<>(types.size());
        types.forEach((name, type) -> values.add(value(name, type, fields.get(name))));
        return Collections.unmodifiableList(values);
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("archived values of a cell are no JSON: " + json, e);
        }
    }

    private static Object value(String name, ValueType type, JsonNode field) {
        if (field == null || field.isNull()) {
            return null;
        }
        try {
            return value(type, field);
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is %s in the archive, no %s: the metric was another when that was published"
                            .formatted(name, field, type),
                    e);
        }
    }

    private static Object value(ValueType type, JsonNode field) {
        return switch (type.kind()) {
            case BOOLEAN -> bool(field);
            case LONG -> number(field).longValueExact();
            // NaN and the infinities are strings.
            case DOUBLE -> Double.valueOf(field.asText());
            case DECIMAL -> decimal(number(field), type);
            case STRING -> text(field);
            case TIMESTAMP -> LocalDateTime.parse(text(field));
            case TIMESTAMP_LTZ -> Instant.parse(text(field));
            case DATE -> LocalDate.parse(text(field));
            case TIME -> LocalTime.parse(text(field));
        };
    }

    private static BigDecimal decimal(BigDecimal number, ValueType type) {
        var exact = number.setScale(type.scale());
        if (exact.precision() > type.precision()) {
            throw new ArithmeticException("too many digits for " + type);
        }
        return exact;
    }

    private static BigDecimal number(JsonNode field) {
        return new BigDecimal(field.asText());
    }

    private static boolean bool(JsonNode field) {
        if (!field.isBoolean()) {
            throw new NumberFormatException("no BOOLEAN");
        }
        return field.booleanValue();
    }

    private static String text(JsonNode field) {
        if (!field.isTextual()) {
            throw new NumberFormatException("no text");
        }
        return field.textValue();
    }
}
