package org.tallystick.pipeline;

import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * A key that stands in the place of others: a section has it, or those of them that it needs.
 *
 * @param others which it says all of
 */
record Substitute(Key<?> key, List<Key<?>> others) {

    Substitute {
        others = List.copyOf(others);
    }

    /** Adds the two ways of writing the section. */
    void addTo(ArrayNode ways) {
        var substituted = ways.addObject();
        substituted.putArray("required").add(key.name());
        var without = substituted.putObject("properties");
        others.forEach(other -> without.put(other.name(), false));
        var written = ways.addObject();
        var needed = written.putArray("required");
        others.stream()
                .filter(other -> other.need().required())
                .forEach(other -> needed.add(other.name()));
        written.putObject("properties").put(key.name(), false);
    }
}
