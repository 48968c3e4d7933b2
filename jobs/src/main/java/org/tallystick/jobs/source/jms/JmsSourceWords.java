package org.tallystick.jobs.source.jms;

import java.util.Optional;
import org.tallystick.jobs.jms.JmsWords;
import org.tallystick.jobs.source.queue.PrefetchKey;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Queues and durable topics of ActiveMQ as a source. */
final class JmsSourceWords implements SourceWords {
    private static final Key<String> QUEUE =
            Key.of("queue", Kinds.TEXT, "The queue that events come from");

    private static final Key<String> TOPIC =
            Key.of(
                    "topic",
                    Kinds.TEXT,
                    "In place of 'queue': a topic, with a durable subscription named as the pipeline");

    private static final Shape SHAPE =
            Shape.of(
                            "Queues and durable topics of ActiveMQ, by JMS",
                            JmsWords.URL,
                            JmsWords.USER,
                            JmsWords.PASSWORD,
                            TlsWords.TRUSTSTORE,
                            TlsWords.TRUSTSTORE_PASSWORD,
                            TlsWords.KEYSTORE,
                            TlsWords.KEYSTORE_PASSWORD,
                            QUEUE,
                            TOPIC,
                            PrefetchKey.KEY)
                    .withOneOf(QUEUE, TOPIC);

    @Override
    public String connector() {
        return "jms";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        int prefetch = section.getOrStandard(PrefetchKey.KEY);
        return JmsWords.read(section, QUEUE, TOPIC, folder)
                .map(destination -> new JmsSource(destination, prefetch, format));
    }
}
