package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A key of a mapping and its value.
 *
 * @param key where the key stands
 */
record Entry(Node key, Value value) {

    /**
     * The entries of a mapping by their keys, in the order of the file. Keys that are no texts, or
     * stand there twice, are noted.
     */
    static Map<String, Entry> of(MappingNode mapping, FileContext context) {
        var entries = new LinkedHashMap<String, Entry>();
        mapping.getValue()
                .forEach(tuple -> take(tuple.getKeyNode(), tuple.getValueNode(), entries, context));
        return entries;
    }

    private static void take(
            Node key, Node value, Map<String, Entry> entries, FileContext context) {
        if (!(key instanceof ScalarNode scalar)) {
            context.findings().add(key, "keys must be texts");
            return;
        }
        var text = scalar.getValue();
        var first = entries.putIfAbsent(text, new Entry(key, new Value(text, value, context)));
        if (first != null) {
            int line = first.key.getStartMark().map(Mark::getLine).orElse(0) + 1;
            context.findings().add(key, "duplicate key '" + text + "', first on line " + line);
        }
    }
}
