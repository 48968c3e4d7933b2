package org.tallystick.jobs.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.source.ConnectorPipelines;
import org.tallystick.pipeline.SourceSpec;

/** Kinesis in a pipeline file. */
class KinesisPipelineTest {
    @TempDir Path folder;

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        var pipeline = pipelines().read("stream: flights", "stream: cells").pipeline();

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
        pipelines()
                .refuses("stream: a, start: committed", "stream: b", "unknown start 'committed'");
        pipelines()
                .refuses(
                        "stream: a, endpoint: localhost",
                        "stream: b",
                        "'localhost' is no endpoint");
        pipelines().refuses("region: x", "stream: b", "'stream' is missing");
        pipelines().refuses("stream: a", "stream: a", "so that results would come in as events");
    }

    private ConnectorPipelines pipelines() {
        return new ConnectorPipelines(folder, "kinesis");
    }
}
