package org.tallystick.jobs.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.source.rabbitmq.stream.StreamSpec;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.SourceSpec;

/** Queues and streams of RabbitMQ in a pipeline file. */
class RabbitSourceWordsTest {
    private static final String QUEUE = "url: 'amqp://h', queue: q";
    private static final String STREAM = "url: 'rabbitmq-stream://me:secret@h/v', stream: q";

    @TempDir Path folder;

    @Test
    void aStreamBeginsAtItsBeginningAndStopsAtGaps() throws Exception {
        var source = (StreamSpec) read(STREAM, "url: 'amqp://h/w', queue: q").pipeline().source();

        assertThat(source).hasToString("rabbitmq q");
        assertThat(source.start()).isEqualTo(new SourceSpec.Start.Earliest());
        assertThat(source.onGap()).isEqualTo(SourceSpec.OnGap.STOP);
        assertThat(source.broker().host()).isEqualTo("h");
        assertThat(source.broker().port()).isEqualTo(5552);
        assertThat(source.broker().virtualHost()).isEqualTo("v");
    }

    @Test
    void mistakesAreNamed() {
        refuses(QUEUE + ", stream: s", "queue");
        refuses("url: 'amqp://h'", "queue");
        refuses("url: 'amqp://h', stream: s", "a stream is read by rabbitmq-stream://");
        refuses("url: 'rabbitmq-stream://h', queue: q", "a queue is read by amqp://");
        refuses("url: 'http://h', queue: q", "no address of a RabbitMQ broker");
        refuses(QUEUE + ", start: latest", "'start' is of a stream");
        refuses(QUEUE + ", on-gap: continue", "'on-gap' is of a stream");
        refuses(STREAM + ", prefetch: 10", "'prefetch' is of a queue");
        refuses(STREAM + ", start: committed", "unknown start 'committed'");
        refuses("url: 'rabbitmq-stream://h', stream: ß", "ASCII");
    }

    @Test
    void resultsAreNotReadAgain() {
        assertThatThrownBy(() -> read(STREAM, "url: 'amqp://h:5673/v', queue: q"))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        e ->
                                assertThat(String.join("\n", e.problems()))
                                        .contains("the source reads this stream"));
    }

    private void refuses(String source, String part) {
        assertThatThrownBy(() -> read(source, "url: 'amqp://h', queue: cells"))
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
                source: {connector: rabbitmq, format: json, %s}
                metrics:
                  - {name: m, windows: tumbling 1 h, aggregates: {n: count()}}
                sinks: [{connector: rabbitmq, %s}]
                """
                        .formatted(source, sink);
        var file = Files.writeString(folder.resolve("p.yaml"), text);
        return Plan.read(file.toString(), List.of(), Map.of());
    }
}
