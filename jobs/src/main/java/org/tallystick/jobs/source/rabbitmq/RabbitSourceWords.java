package org.tallystick.jobs.source.rabbitmq;

import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitWords;
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

/** Queues of RabbitMQ as a source. */
final class RabbitSourceWords implements SourceWords {
    private static final Key<String> QUEUE =
            Key.of("queue", Kinds.TEXT, "The classic or quorum queue that events come from")
                    .required();

    private static final Shape SHAPE =
            Shape.of(
                    "Queues of RabbitMQ",
                    RabbitWords.URL,
                    RabbitWords.USER,
                    RabbitWords.PASSWORD,
                    TlsWords.TRUSTSTORE,
                    TlsWords.TRUSTSTORE_PASSWORD,
                    TlsWords.KEYSTORE,
                    TlsWords.KEYSTORE_PASSWORD,
                    QUEUE,
                    PrefetchKey.KEY);

    @Override
    public String connector() {
        return "rabbitmq";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        var broker = RabbitWords.read(section, folder);
        var queue = section.get(QUEUE);
        int prefetch = section.getOrStandard(PrefetchKey.KEY);
        return broker.flatMap(
                at -> queue.map(name -> new RabbitSource(at, name, prefetch, format)));
    }
}
