package org.tallystick.jobs.source.rabbitmq;

import java.io.IOException;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.source.queue.Queue;
import org.tallystick.jobs.source.queue.QueueConsumer;

/**
 * A queue of RabbitMQ.
 *
 * @param pipeline that reads it, for people who look at the broker
 */
record RabbitQueue(RabbitBroker broker, String name, int prefetch, String pipeline)
        implements Queue {

    static RabbitQueue of(RabbitSource spec, String pipeline) {
        var broker = RabbitBroker.of(spec.url(), spec.user(), spec.password());
        return new RabbitQueue(broker, spec.queue(), spec.prefetch(), "tallystick-" + pipeline);
    }

    @Override
    public QueueConsumer consume() throws IOException {
        var connection = broker.connect(pipeline);
        try {
            return RabbitConsumer.of(connection, name, prefetch);
        } catch (IOException | RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    @Override
    public String look() throws IOException {
        var connection = broker.connect(pipeline);
        try {
            var found = connection.createChannel().queueDeclarePassive(name);
            return "%,d message(s) wait".formatted(found.getMessageCount());
        } finally {
            connection.abort();
        }
    }
}
