package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tallystick.text.Spelling;

/** A mapping of the file, in its declared shape. */
public final class Section {
    private final Shape shape;
    private final Value mapping;
    private final Map<String, Entry> entries;

    Section(Shape shape, Value mapping, Map<String, Entry> entries) {
        this.shape = shape;
        this.mapping = mapping;
        this.entries = entries;
    }

    /** Notes what is missing, and the keys that the shape does not have. */
    Section checked() {
        var substituted = substituted();
        shape.keys().stream().filter(key -> !substituted.contains(key)).forEach(this::demand);
        substituted.forEach(this::refuseSubstituted);
        chooseOne();
        refuseUnknownKeys();
        return this;
    }

    /** The keys in whose place another stands here. */
    private List<Key<?>> substituted() {
        return shape.substitute()
                .filter(known -> has(known.key()))
                .map(Substitute::others)
                .orElse(List.of());
    }

    private void refuseSubstituted(Key<?> key) {
        if (has(key)) {
            var by = shape.substitute().orElseThrow().key().name();
            problemAtKey(key, "'%s' is part of '%s', keep one of them".formatted(key.name(), by));
        }
    }

    /** Notes that a key is missing, if it is and has to be there. */
    Section demand(Key<?> key) {
        if (key.need().required() && !has(key)) {
            problem(
                    key.need()
                            .complaint()
                            .orElseGet(() -> "'" + key.name() + "' is missing" + place()));
        }
        return this;
    }

    private String place() {
        return mapping.name().isEmpty() ? "" : " in '" + mapping.name() + "'";
    }

    private void chooseOne() {
        if (shape.alternatives().isEmpty()) {
            return;
        }
        var one = shape.alternatives().get(0);
        var other = shape.alternatives().get(1);
        if (has(one) && has(other)) {
            problemAtKey(
                    other,
                    "'%s' and '%s' exclude each other, keep one"
                            .formatted(one.name(), other.name()));
        }
        if (!has(one) && !has(other)) {
            problem("'%s' is missing%s, or a '%s'".formatted(one.name(), place(), other.name()));
        }
    }

    private void refuseUnknownKeys() {
        var known = shape.names();
        entries.forEach(
                (name, entry) -> {
                    if (!known.contains(name) && !isOption(name)) {
                        mapping.context()
                                .findings()
                                .add(
                                        entry.key(),
                                        "unknown key '"
                                                + name
                                                + "'"
                                                + Spelling.suggestion(name, known));
                    }
                });
    }

    /** Whether a key is that of a format's option, which the reader looks at. */
    private boolean isOption(String name) {
        return shape.formats().isPresent() && name.indexOf('.') > 0;
    }

    public boolean has(Key<?> key) {
        return entry(key).isPresent();
    }

    /** What stands at a key, read; empty where it is not there or is not what it may be. */
    public <T> Optional<T> get(Key<T> key) {
        return value(key).flatMap(key.kind()::read);
    }

    /** The same, or what the key stands for where it is left out. */
    public <T> T getOrStandard(Key<T> key) {
        var text = key.standard().orElseThrow(() -> new IllegalStateException(key.name()));
        return get(key).orElseGet(() -> standard(key, text));
    }

    private <T> T standard(Key<T> key, String text) {
        var node = new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
        return key.kind().read(new Value(key.name(), node, mapping.context())).orElseThrow();
    }

    /** What stands at a key, for those that read it by what else they know. */
    public Optional<Value> value(Key<?> key) {
        var value = entry(key).map(Entry::value);
        return key.takesVariables() ? value : value.map(Value::withoutVariables);
    }

    /**
     * @throws IllegalStateException where the shape does not have the key
     */
    private Optional<Entry> entry(Key<?> key) {
        if (!shape.keys().contains(key)) {
            throw new IllegalStateException("the section is not known to have " + key.name());
        }
        return Optional.ofNullable(entries.get(key.name()));
    }

    /** The values of formats' options by their keys, in the order of the file. */
    Map<String, Value> options() {
        var options = new LinkedHashMap<String, Value>();
        entries.forEach(
                (name, entry) -> {
                    if (isOption(name)) {
                        options.put(name, entry.value());
                    }
                });
        return options;
    }

    /** Where it stands. */
    Node node() {
        return mapping.node();
    }

    /** The section that another node is, in the same shape; it may lack what the shape needs. */
    Section of(MappingNode other) {
        var value = new Value(mapping.name(), other, mapping.context());
        return new Section(shape, value, Entry.of(other, mapping.context()));
    }

    /** Notes a problem of the whole section. */
    public void problem(String message) {
        mapping.problem(message);
    }

    /** Notes a problem of the key itself, where it stands. */
    public void problemAtKey(Key<?> key, String message) {
        problemAtKey(key.name(), message);
    }

    /** The same, by the name of one that no shape has: that of a format's option. */
    void problemAtKey(String name, String message) {
        var at = Optional.ofNullable(entries.get(name)).map(Entry::key);
        mapping.context().findings().add(at.orElseGet(mapping::node), message);
    }
}
