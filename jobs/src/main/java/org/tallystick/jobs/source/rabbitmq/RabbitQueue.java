package org.tallystick.jobs.source.rabbitmq;

import com.rabbitmq.client.ShutdownSignalException;
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
        return new RabbitQueue(
                spec.broker(), spec.queue(), spec.prefetch(), "tallystick-" + pipeline);
    }

    @Override
    public QueueConsumer consume() throws IOException {
        var connection = broker.connect(pipeline);
        try {
            return RabbitConsumer.of(connection, name, prefetch);
        } catch (ShutdownSignalException e) {
            connection.abort();
            throw new IOException("the connection to RabbitMQ was lost", e);
        } catch (IOException e) {
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
