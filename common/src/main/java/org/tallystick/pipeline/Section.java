package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tallystick.text.Spelling;

/** A mapping of the file. Keys are known by being asked for. */
final class Section {
    private final String name;
    private final MappingNode node;
    private final FileContext context;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Section(String name, MappingNode node, FileContext context) {
        this.name = name;
        this.node = node;
        this.context = context;
    }

    /** Takes in the keys, and notes those that are no texts or stand there twice. */
    static Section of(String name, MappingNode node, FileContext context) {
        var section = new Section(name, node, context);
        node.getValue().forEach(tuple -> section.take(tuple.getKeyNode(), tuple.getValueNode()));
        return section;
    }

    private void take(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            context.findings().add(key, "keys must be texts");
            return;
        }
        var text = scalar.getValue();
        var first = keys.putIfAbsent(text, key);
        if (first != null) {
            int line = first.getStartMark().map(Mark::getLine).orElse(0) + 1;
            context.findings().add(key, "duplicate key '" + text + "', first on line " + line);
            return;
        }
        values.put(text, new Value(text, value, context));
    }

    FileContext context() {
        return context;
    }

    Optional<Value> optional(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    Optional<Value> required(String key) {
        var value = optional(key);
        if (value.isEmpty()) {
            problem("'" + key + "' is missing" + (name.isEmpty() ? "" : " in '" + name + "'"));
        }
        return value;
    }

    /** All values by key, in the order of the file. */
    Map<String, Value> all() {
        known.addAll(values.keySet());
        return values;
    }

    /** The keys that have a dot in them, in the order of the file. */
    List<String> dotted() {
        var dotted = keys.keySet().stream().filter(key -> key.indexOf('.') > 0).toList();
        known.addAll(dotted);
        return dotted;
    }

    /** The values whose keys begin with {@code prefix}, without it. */
    Map<String, String> below(String prefix) {
        var below = new LinkedHashMap<String, String>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix)) {
                        known.add(key);
                        value.text()
                                .ifPresent(text -> below.put(key.substring(prefix.length()), text));
                    }
                });
        return below;
    }

    /** Notes the keys that were not asked for. */
    void refuseUnknownKeys() {
        keys.forEach(
                (key, at) -> {
                    if (!known.contains(key)) {
                        context.findings()
                                .add(
                                        at,
                                        "unknown key '"
                                                + key
                                                + "'"
                                                + Spelling.suggestion(key, known));
                    }
                });
    }

    /** Notes a problem of the whole section. */
    void problem(String message) {
        context.findings().add(node, message);
    }

    /** Where a key stands, if it is there, for problems of the key itself. */
    void problemAtKey(String key, String message) {
        context.findings().add(keys.getOrDefault(key, node), message);
    }
}
