package org.tallystick.jobs.local.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.jobs.local.init.Observed.Kind;

/**
 * The event schema of JSON records.
 *
 * <p>A field is a long if all its numbers are such, a double if some have decimals; nullable where
 * it was null or missing once. What has no single type is left out, and a note says so.
 */
final class JsonSample {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The most digits that a decimal has. */
    private static final int DIGITS = 38;

    private final Observed whole = new Observed();
    private final List<String> notes = new ArrayList<>();

    /** Looks at a record; one that is no object is left to the decoder, which rejects it. */
    void add(byte[] record) {
        try {
            var tree = JSON.readTree(record);
            if (tree != null && tree.isObject()) {
                whole.add(tree);
            }
        } catch (IOException e) {
            return;
        }
    }

    /** How many records were objects. */
    long records() {
        return whole.values();
    }

    /**
     * What was found.
     *
     * @param name of the record
     */
    Optional<Found> found(String name) {
        return record(name, "", whole)
                .map(schema -> new Found("json", Map.of(), schema, List.copyOf(notes)));
    }

    /** The record, unless no member of it can be a field. */
    private Optional<Schema> record(String name, String path, Observed observed) {
        var names = new AvroNames();
        var fields = new ArrayList<Schema.Field>();
        observed.members()
                .forEach(
                        (member, values) ->
                                field(name, path, member, names.of(member), values, observed)
                                        .ifPresent(fields::add));
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(Schema.createRecord(name, null, null, false, fields));
    }

    private Optional<Schema.Field> field(
            String record,
            String path,
            String member,
            String name,
            Observed values,
            Observed around) {
        var place = path + member;
        boolean optional = values.values() < around.values();
        return type(record + "_" + name, place, values)
                .map(type -> Fields.of(name, type, optional, Set.of(member)));
    }

    private Optional<Schema> type(String name, String place, Observed values) {
        var kinds = values.kinds();
        if (kinds.isEmpty()) {
            return leftOut(place, "it is null wherever it is there");
        }
        if (kinds.stream().allMatch(JsonSample::isNumber)) {
            return Optional.of(number(kinds, values.digits()));
        }
        if (kinds.size() > 1) {
            return leftOut(place, "it is now " + words(kinds));
        }
        return switch (kinds.iterator().next()) {
            case BOOLEAN -> Optional.of(Schema.create(Schema.Type.BOOLEAN));
            case TEXT -> Optional.of(Schema.create(Schema.Type.STRING));
            case RECORD -> inner(name, place, values);
            default -> array(name, place, values.elements());
        };
    }

    private Optional<Schema> inner(String name, String place, Observed values) {
        return values.members().isEmpty()
                ? leftOut(place, "it is an empty object")
                : record(name, place + ".", values);
    }

    private Optional<Schema> array(String name, String place, Observed elements) {
        if (elements == null) {
            return leftOut(place, "it is an empty array");
        }
        return type(name, place + "[]", elements)
                .map(type -> elements.hasNulls() ? Fields.nullable(type) : type)
                .map(Schema::createArray);
    }

    private static boolean isNumber(Kind kind) {
        return kind == Kind.WHOLE || kind == Kind.HUGE || kind == Kind.DECIMAL;
    }

    private static Schema number(Set<Kind> kinds, int digits) {
        if (kinds.contains(Kind.DECIMAL) || digits > DIGITS) {
            return Schema.create(Schema.Type.DOUBLE);
        }
        return kinds.contains(Kind.HUGE)
                ? LogicalTypes.decimal(DIGITS, 0).addToSchema(Schema.create(Schema.Type.BYTES))
                : Schema.create(Schema.Type.LONG);
    }

    private static String words(Set<Kind> kinds) {
        var words = new LinkedHashSet<String>();
        for (var kind : kinds) {
            words.add(
                    switch (kind) {
                        case BOOLEAN -> "true or false";
                        case WHOLE, HUGE, DECIMAL -> "a number";
                        case TEXT -> "a text";
                        case RECORD -> "an object";
                        case ARRAY -> "an array";
                    });
        }
        return words.stream().collect(Collectors.joining(", now "));
    }

    private Optional<Schema> leftOut(String place, String why) {
        notes.add("%s is left out: %s.".formatted(place, why));
        return Optional.empty();
    }
}
