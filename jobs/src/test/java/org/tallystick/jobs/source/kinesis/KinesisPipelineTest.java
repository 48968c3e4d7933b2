package org.tallystick.jobs.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.SourceSpec;

/** Kinesis in a pipeline file. */
class KinesisPipelineTest {
    @TempDir Path folder;

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        var pipeline = read("stream: flights", "stream: cells").pipeline();

        var source = (KinesisStream) pipeline.source();
        assertThat(source.start()).isEqualTo(new SourceSpec.Start.Earliest());
        assertThat(source.onGap()).isEqualTo(SourceSpec.OnGap.STOP);
        assertThat(source.pollInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(source.settings()).isEqualTo(Map.of("stream", "flights"));
        assertThat(pipeline.sinks())
                .singleElement()
                .hasToString("kinesis cells")
                .satisfies(sink -> assertThat(sink.target().name()).isEqualTo("cells"));
    }

    @Test
    void mistakesAreNamed() {
        refuses("stream: a, start: committed", "stream: b", "unknown start 'committed'");
        refuses("stream: a, endpoint: localhost", "stream: b", "'localhost' is no endpoint");
        refuses("region: x", "stream: b", "'stream' is missing");
        refuses("stream: a", "stream: a", "so that results would come in as events");
    }

    private void refuses(String source, String sink, String part) {
        assertThatThrownBy(() -> read(source, sink))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        e -> assertThat(String.join("\n", e.problems())).contains(part));
    }

    private Plan read(String source, String sink) throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "ts", "type": "string"}]}
                """);
        var text =
                """
                name: p
                events: {schema: e.avsc, time: ts, out-of-orderness: 1 s}
                source: {connector: kinesis, format: json, %s}
                metrics:
                  - {name: m, windows: tumbling 1 h, aggregates: {n: count()}}
                sinks: [{connector: kinesis, %s}]
                """
                        .formatted(source, sink);
        var file = Files.writeString(folder.resolve("p.yaml"), text);
        return Plan.read(file.toString(), List.of(), Map.of());
    }
}
