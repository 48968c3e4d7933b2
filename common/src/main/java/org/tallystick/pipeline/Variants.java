package org.tallystick.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Shapes of which a section has the one that it names.
 *
 * @param by the key that names it, a key of each of them
 * @param shapes by name, in the order in which to tell them
 */
record Variants(Key<String> by, Map<String, Shape> shapes) implements Kind<Section> {

    static Variants by(Key<String> key) {
        return new Variants(key, Map.of());
    }

    /** The same, with one more shape. */
    Variants with(String name, Shape shape) {
        var more = new LinkedHashMap<>(shapes);
        more.put(name, shape);
        return new Variants(by, Collections.unmodifiableMap(more));
    }

    /** A shape that only serves to read the key that names another. */
    private static Shape naming(Key<String> by) {
        return Shape.of("", by);
    }

    @Override
    public Optional<Section> read(Value value) {
        var entries = value.entries();
        var name =
                entries.map(all -> new Section(naming(by), value, all))
                        .flatMap(section -> section.demand(by).get(by));
        return name.map(shapes::get)
                .map(shape -> new Section(shape, value, entries.orElseThrow()))
                .map(Section::checked);
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        var schema = parts.object();
        var oneOf = schema.putArray("oneOf");
        shapes.forEach((name, shape) -> oneOf.add(named(name, shape, parts)));
        if (parts.variables()) {
            oneOf.add(unnamed(parts));
        }
        return schema;
    }

    private ObjectNode named(String name, Shape shape, SchemaParts parts) {
        var schema = parts.object().put("title", name).put("description", shape.meaning());
        schema.setAll(shape.schema(parts));
        ((ObjectNode) schema.get("properties"))
                .putObject(by.name())
                .put("const", name)
                .put("description", by.meaning());
        return schema;
    }

    /** Where a variable says which it is, nothing but the keys can be told. */
    private ObjectNode unnamed(SchemaParts parts) {
        var schema = parts.object("object").put("title", "${NAME}");
        var properties = schema.putObject("properties");
        names(parts).forEach(properties::putObject);
        properties.set(by.name(), parts.variable());
        schema.putArray("required").add(by.name());
        return schema.put("additionalProperties", false);
    }

    private List<String> names(SchemaParts parts) {
        var names = new LinkedHashSet<String>();
        for (var shape : shapes.values()) {
            names.addAll(shape.names());
            for (var format :
                    shape.formats().map(parts::of).map(SchemaParts::formats).orElse(List.of())) {
                format.options()
                        .keySet()
                        .forEach(option -> names.add(OptionSchemas.key(format, option)));
            }
        }
        return List.copyOf(names);
    }
}
