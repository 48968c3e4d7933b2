package org.tallystick.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.pipeline.InvalidPipeline;

class OwnInputTest {
    @TempDir private Path folder;

    @Test
    void aSinkInsideTheSourceIsRefused() throws Exception {
        assertThatThrownBy(() -> read("data", "data/results"))
                .isInstanceOf(InvalidPipeline.class)
                .extracting(e -> ((InvalidPipeline) e).problems().get(0))
                .asString()
                .contains("p.yaml:6:")
                .contains("the source reads this folder")
                .contains("one whose name begins with an underscore");
        assertThat(read("data", "results").pipeline().sinks()).hasSize(1);
        assertThat(read("data", "data/_results").pipeline().sinks()).hasSize(1);
    }

    private Plan read(String source, String sink) throws Exception {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "t", "type": "string"}]}
                """);
        var file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                """
                name: x
                events: {schema: event.avsc, time: t, out-of-orderness: 1 h}
                source: {connector: files, path: %s, format: json}
                metrics:
                  - {name: m, keys: [], windows: tumbling 1 h, aggregates: {n: count()}}
                sinks: [{connector: files, path: %s}]
                """
                        .formatted(source, sink));
        return Plan.read(file.toString(), List.of(), Map.of());
    }
}
