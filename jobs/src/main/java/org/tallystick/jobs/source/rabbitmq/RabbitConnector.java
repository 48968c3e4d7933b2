package org.tallystick.jobs.source.rabbitmq;

import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.jobs.source.queue.QueueConnection;
import org.tallystick.jobs.source.rabbitmq.stream.StreamConnection;
import org.tallystick.jobs.source.rabbitmq.stream.StreamSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Queues and streams of RabbitMQ. */
public final class RabbitConnector implements SourceConnector {

    @Override
    public SourceWords words() {
        return new RabbitSourceWords();
    }

    @Override
    public Optional<ConnectedSource> connect(SourceSpec spec) {
        if (spec instanceof StreamSpec stream) {
            return Optional.of(new StreamConnection(stream));
        }
        return spec instanceof RabbitSource rabbit
                ? Optional.of(
                        new QueueConnection(
                                "rabbitmq",
                                "queue",
                                rabbit.queue(),
                                pipeline -> RabbitQueue.of(rabbit, pipeline),
                                RabbitBroker.REFUSALS,
                                true,
                                sink -> sink.target().equals(rabbit.asTarget())))
                : Optional.empty();
    }
}
