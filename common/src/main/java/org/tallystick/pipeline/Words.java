package org.tallystick.pipeline;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.tallystick.text.Spelling;

/**
 * One word out of a few.
 *
 * @param meanings what each stands for, in the order in which to tell them
 */
public record Words<T>(Map<String, T> meanings) implements Kind<T> {

    /** Words that stand for themselves. */
    public static Words<String> of(Collection<String> words) {
        return of(List.copyOf(words), Function.identity());
    }

    /** Words for some values. */
    public static <T> Words<T> of(List<T> values, Function<T, String> word) {
        var meanings = new LinkedHashMap<String, T>();
        values.forEach(value -> meanings.put(word.apply(value), value));
        return new Words<>(Collections.unmodifiableMap(meanings));
    }

    /** Words for all values of an enum. */
    public static <T extends Enum<T>> Words<T> of(Class<T> values, Function<T, String> word) {
        return of(Arrays.asList(values.getEnumConstants()), word);
    }

    /** Two words, each with what it stands for. */
    public static <T> Words<T> of(String one, T its, String other, T others) {
        return of(List.of(its, others), value -> value.equals(its) ? one : other);
    }

    @Override
    public Optional<T> read(Value value) {
        return value.as(value.name(), text -> meaning(value.name(), text));
    }

    private T meaning(String name, String text) {
        if (!meanings.containsKey(text)) {
            throw new IllegalArgumentException(
                    "unknown %s '%s', there are %s%s"
                            .formatted(
                                    name,
                                    text,
                                    String.join(", ", meanings.keySet()),
                                    Spelling.suggestion(text, meanings.keySet())));
        }
        return meanings.get(text);
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        return schema(meanings.keySet(), parts);
    }

    /** That of any words: as they are, and as what YAML makes of them. */
    static ObjectNode schema(Collection<String> words, SchemaParts parts) {
        var schema = parts.object();
        var known = schema.putArray("enum");
        for (var word : words) {
            var scalar = SchemaParts.scalar(word);
            known.add(scalar);
            if (!scalar.isTextual()) {
                known.add(word);
            }
        }
        return parts.variables() ? parts.anyOf(schema, parts.variable()) : schema;
    }
}
