package org.tallystick.pipeline;

import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A text that a parser understands.
 *
 * @param what what it is, for messages that must not quote it
 * @param parser refuses with an IllegalArgumentException, whose message is one line
 * @param form that of every text that the parser takes
 */
public record Scalar<T>(String what, Function<String, T> parser, TextForm form) implements Kind<T> {

    @Override
    public Optional<T> read(Value value) {
        return value.as(what, parser);
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        return form.schema(parts);
    }
}
