package org.tallystick.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.source.Formats;

/**
 * What the check of a file says, as far as the pipeline's own reader and the formats go.
 *
 * @param folder where the file is written, beside its schema
 * @param connectors those that it may name
 */
record Checked(Path folder, Connectors connectors) {
    static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "KAFKA",
                    "kafka",
                    "FILES",
                    "files",
                    "JSON",
                    "json",
                    "CSV",
                    "csv",
                    "HOUR",
                    "1 h",
                    "TRUE",
                    "true",
                    "TEXT",
                    "text",
                    "URL",
                    "jdbc:postgresql://db/x");

    private static final String SCHEMA =
            """
            {"type": "record", "name": "E", "fields": [
              {"name": "at", "type": "string"},
              {"name": "k", "type": "string"},
              {"name": "v", "type": "long"}]}
            """;

    Checked(Path folder) {
        this(folder, KnownConnectors.ALL);
    }

    List<String> problems(String yaml) throws IOException {
        Files.writeString(folder.resolve("e.avsc"), SCHEMA);
        var file = Files.writeString(folder.resolve("p.yaml"), yaml);
        try {
            PipelineFile.read(
                    file.toString(), List.of(), ENVIRONMENT, connectors, Checked::ofFormat);
            return List.of();
        } catch (InvalidPipeline e) {
            return e.problems();
        }
    }

    private static List<Problem> ofFormat(Pipeline pipeline) {
        try {
            var events = pipeline.events();
            var schema = EventSchema.parse(events.schema());
            var times = TimeColumns.of(schema.rowType(), events.time(), events.timeForm());
            Formats.rows(
                    pipeline.source(), schema, times, schema.rowType().getFieldCount(), new int[0]);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(new Problem("source.format", e.getMessage(), Optional.empty()));
        }
    }
}
