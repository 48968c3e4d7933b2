package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a section of the file may have in it.
 *
 * @param meaning what it describes, for those who choose between sections
 * @param keys in the order in which to tell them; others are refused
 * @param alternatives keys of which it has exactly one; none where there is nothing to choose
 * @param substitute a key that may stand in the place of others
 * @param formats the formats whose options it may also have, by keys with a dot in them
 */
public record Shape(
        String meaning,
        List<Key<?>> keys,
        List<Key<?>> alternatives,
        Optional<Substitute> substitute,
        Optional<Predicate<SourceFormat>> formats)
        implements Kind<Section> {

    public static Shape of(String meaning, Key<?>... keys) {
        return new Shape(meaning, List.of(keys), List.of(), Optional.empty(), Optional.empty());
    }

    /** The same, with some keys in front. */
    Shape behind(Key<?>... first) {
        var all = new ArrayList<Key<?>>(List.of(first));
        all.addAll(keys);
        return new Shape(meaning, List.copyOf(all), alternatives, substitute, formats);
    }

    /** The same, but with exactly one of two keys, which it has. */
    public Shape withOneOf(Key<?> one, Key<?> other) {
        return new Shape(meaning, keys, List.of(one, other), substitute, formats);
    }

    /** The same, but with a key that may stand in the place of others, all of which it has. */
    Shape withSubstitute(Key<?> key, Key<?>... others) {
        var known = Optional.of(new Substitute(key, List.of(others)));
        return new Shape(meaning, keys, alternatives, known, formats);
    }

    /**
     * Whether a key has to be there, if it is not one of those in whose place another may stand.
     */
    private boolean requires(Key<?> key) {
        return key.need().required()
                && substitute.filter(it -> it.others().contains(key)).isEmpty();
    }

    /** The same, with options of the formats that it may name. */
    Shape withOptionsOf(Predicate<SourceFormat> known) {
        return new Shape(meaning, keys, alternatives, substitute, Optional.of(known));
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    @Override
    public Optional<Section> read(Value value) {
        return value.entries()
                .map(entries -> new Section(this, value, entries))
                .map(Section::checked);
    }

    @Override
    public ObjectNode schema(SchemaParts all) {
        var parts = formats.map(all::of).orElse(all);
        var schema = parts.object("object");
        var properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), key.schema(parts)));
        require(schema.putArray("required"));
        schema.put("additionalProperties", false);
        if (!alternatives.isEmpty()) {
            var oneOf = schema.putArray("oneOf");
            alternatives.forEach(key -> oneOf.addObject().putArray("required").add(key.name()));
        }
        substitute.ifPresent(known -> known.addTo(schema.putArray("anyOf")));
        formats.ifPresent(known -> new OptionSchemas(parts).addTo(schema));
        return schema;
    }

    private void require(ArrayNode names) {
        keys.stream().filter(this::requires).map(Key::name).forEach(names::add);
    }
}
