package org.tallystick.pipeline;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A value that its reader understands by what else it knows, such as the folder of the file.
 *
 * @param form what is known of it anyway
 */
public record Unread(Kind<?> form) implements Kind<Value> {

    @Override
    public Optional<Value> read(Value value) {
        return Optional.of(value);
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        return form.schema(parts);
    }
}
