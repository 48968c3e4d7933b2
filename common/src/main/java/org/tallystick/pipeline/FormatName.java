package org.tallystick.pipeline;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** The name of a format. Which there are is not known here, but to those who ask for a schema. */
record FormatName() implements Kind<String> {

    @Override
    public Optional<String> read(Value value) {
        return value.text();
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        return Words.schema(parts.formats().stream().map(SourceFormat::name).toList(), parts);
    }
}
