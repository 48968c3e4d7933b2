package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.source.Decoding;

class OwnResultsTest {

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
        "data, data/results, true",
        "data/res, data/results, false",
        "data/in, data/results, false",
        "data/in/*.json, data/in, true",
        "data/in/*.json, data/in/out, false",
        "data/**/*.json, data/in/out, true",
        "s3://bucket/a, s3://bucket/a/, true",
        "s3://bucket/a, data/a, false",
    })
    void aFolderThatTheSourceReadsIsNoSink(String read, String written, boolean clash) {
        var source = new SourceSpec.Files(read, Optional.empty(), "json", Map.of());

        assertThat(problems(source, new SinkSpec.Files(written))).hasSize(clash ? 1 : 0);
        assertThat(problems(source, new SinkSpec.Jdbc("jdbc:x", Map.of(), written)))
                .hasSize(clash ? 1 : 0);
    }

    private static List<Problem> problems(SourceSpec source, SinkSpec sink) {
        var events = Decoding.events("{}", List.of());
        return OwnResults.problems(
                new Pipeline("p", events, source, Optional.empty(), List.of(), List.of(sink)));
    }
}
