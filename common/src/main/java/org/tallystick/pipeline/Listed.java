package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A list, whose elements are left to its reader.
 *
 * @param element what each of them may be
 * @param orOne whether a single element may stand for a list of it
 * @param emptiness what is said of a list without elements; nothing where it may be one
 */
public record Listed(Kind<?> element, boolean orOne, Optional<String> emptiness)
        implements Kind<List<Value>> {

    /** A list, or an element alone. */
    public static Listed oneOrMore(Kind<?> element) {
        return new Listed(element, true, Optional.empty());
    }

    public static Listed of(Kind<?> element) {
        return new Listed(element, false, Optional.empty());
    }

    /** The same, but not without any. */
    public Listed notEmptyOr(String complaint) {
        return new Listed(element, orOne, Optional.of(complaint));
    }

    @Override
    public Optional<List<Value>> read(Value value) {
        var elements = orOne ? Optional.of(value.oneOrMore()) : value.elements();
        if (elements.isPresent() && elements.get().isEmpty()) {
            emptiness.ifPresent(value::problem);
        }
        return elements;
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        var list = parts.object("array");
        list.set("items", element.schema(parts));
        if (emptiness.isPresent()) {
            list.put("minItems", 1);
        }
        return orOne ? parts.anyOf(element.schema(parts), list) : list;
    }
}
