package org.tallystick.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.local.runner.StubJobs;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

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

    @ParameterizedTest
    @CsvSource({
        "f17-.*, a:1, f17-metrics, a:1, true",
        "f17-.*, 'a:1, b:1', f17-metrics, 'b:1,c:1', true",
        "f17-.*, a:1, f17-metrics, b:1, false",
        "f17-in, a:1, f17-metrics, a:1, false",
        "f17-metrics, a:1, f17-metrics, a:1, true",
        "metrics, a:1, f17-metrics, a:1, false",
    })
    void aTopicThatTheSourceReadsIsNoSink(
            String pattern, String from, String topic, String to, boolean clash) {
        var source =
                new SourceSpec.Kafka(
                        List.of(),
                        Optional.of(pattern),
                        new SourceSpec.Start.Earliest(),
                        SourceSpec.OnGap.STOP,
                        SourceSpec.Carried.VALUE_ALONE,
                        "json",
                        Map.of(),
                        Map.of("bootstrap.servers", from));
        var sink = new SinkSpec.Kafka(topic, false, Map.of("bootstrap.servers", to));

        assertThat(problems(source, sink)).hasSize(clash ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "data/results, data/results, true",
        "data/results/, ./data/results, true",
        "data/res, data/results, false",
        "data/in/*, data/in, true",
        "data/in/*.json, data/in/out, false",
        "data/**, data/in/out, true",
        "s3://bucket/a, s3://bucket/a/, true",
        "s3://bucket/a, data/a, false",
    })
    void aFolderThatTheSourceReadsTakesNoRejectedCellsEither(
            String read, String written, boolean clash) {
        var source = new SourceSpec.Files(read, Optional.empty(), "json", Map.of());

        assertThat(problems(source, new SinkSpec.Files(written))).hasSize(clash ? 1 : 0);
        assertThat(problems(source, new SinkSpec.Jdbc("jdbc:x", Map.of(), written)))
                .hasSize(clash ? 1 : 0);
    }

    private static List<Problem> problems(SourceSpec source, SinkSpec sink) {
        var events = StubJobs.pipeline().events();
        return OwnInput.problems(
                new Pipeline("p", events, source, Optional.empty(), List.of(), List.of(sink)));
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
