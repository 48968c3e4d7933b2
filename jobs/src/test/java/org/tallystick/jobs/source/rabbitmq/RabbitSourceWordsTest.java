package org.tallystick.jobs.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.source.ConnectorPipelines;
import org.tallystick.jobs.source.rabbitmq.stream.StreamSpec;
import org.tallystick.pipeline.SourceSpec;

/** Queues and streams of RabbitMQ in a pipeline file. */
class RabbitSourceWordsTest {
    private static final String QUEUE = "url: 'amqp://h', queue: q";
    private static final String STREAM = "url: 'rabbitmq-stream://me:secret@h/v', stream: q";

    @TempDir Path folder;

    @Test
    void aStreamBeginsAtItsBeginningAndStopsAtGaps() throws Exception {
        var source =
                (StreamSpec)
                        pipelines().read(STREAM, "url: 'amqp://h/w', queue: q").pipeline().source();

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
        pipelines()
                .refuses(
                        STREAM, "url: 'amqp://h:5673/v', queue: q", "the source reads this stream");
    }

    private void refuses(String source, String part) {
        pipelines().refuses(source, "url: 'amqp://h', queue: cells", part);
    }

    private ConnectorPipelines pipelines() {
        return new ConnectorPipelines(folder, "rabbitmq");
    }
}
