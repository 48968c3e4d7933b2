package org.tallystick.jobs.source.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;

class JmsPipelineTest {
    private static final int LINE_OF_KEY = 9;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"queue", "topic"})
    void aSinkThatFeedsItsSourceIsRefusedWhereThatIsNamed(String kind) throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "ts", "type": "string"}]}
                """);
        var file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        name: p
                        events: {schema: e.avsc, time: ts, out-of-orderness: 1 s}
                        source: {connector: jms, format: json, url: "tcp://h:1", %1$s: x}
                        metrics:
                          - {name: m, windows: tumbling 1 h, aggregates: {n: count()}}
                        sinks:
                          - connector: jms
                            url: "tcp://h:1"
                            %1$s: x
                        """
                                .formatted(kind));

        var refused =
                catchThrowableOfType(
                        InvalidPipeline.class,
                        () -> Plan.read(file.toString(), List.of(), Map.of()));

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("p.yaml:" + LINE_OF_KEY, "the source reads this " + kind);
    }
}
