package org.tallystick.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;

/**
 * Small pipelines from and to one connector: a test says what source and sink say of it, as words
 * with commas between.
 */
public record ConnectorPipelines(Path folder, String connector) {

    public Plan read(String source, String sink) throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "ts", "type": "string"}]}
                """);
        var text =
                """
                name: p
                events: {schema: e.avsc, time: ts, out-of-orderness: 1 s}
                source: {connector: %1$s, format: json, %2$s}
                metrics:
                  - {name: m, windows: tumbling 1 h, aggregates: {n: count()}}
                sinks: [{connector: %1$s, %3$s}]
                """
                        .formatted(connector, source, sink);
        var file = Files.writeString(folder.resolve("p.yaml"), text);
        return Plan.read(file.toString(), List.of(), Map.of());
    }

    public void refuses(String source, String sink, String part) {
        assertThatThrownBy(() -> read(source, sink))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        e -> assertThat(String.join("\n", e.problems())).contains(part));
    }
}
