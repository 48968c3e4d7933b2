package org.tallystick.pipeline;

import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema of pipeline files, made of the shapes that they are read by. */
public final class PipelineSchema {
    private PipelineSchema() {}

    /**
     * A schema of draft 2020-12, for editors.
     *
     * <p>It refuses no pipeline that {@link PipelineFile} and the formats take. What only they can
     * tell it lets pass: expressions, columns, files, and what two sections have to do with each
     * other. It keeps to words that readers of draft 7 know as well, but for {@code $defs}. Where
     * other readers of YAML take an unquoted text for nothing, such as {@code ~} or {@code NULL},
     * they refuse by it what {@link PipelineFile} takes for that text.
     *
     * @param connectors those that a file may name
     * @param formats those that a source may name, in the order in which to tell them
     */
    public static String of(Connectors connectors, List<SourceFormat> formats) {
        var shape = PipelineShape.of(connectors).shape();
        var parts = SchemaParts.of(formats);
        ObjectNode schema = parts.object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "A pipeline of Tallystick")
                .put("description", shape.meaning());
        schema.setAll(shape.schema(parts));
        schema.set("$defs", parts.definitions());
        return schema.toPrettyString();
    }
}
