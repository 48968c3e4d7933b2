package org.tallystick.jobs.sink.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.sink.message.Broker;
import org.tallystick.jobs.sink.message.Publisher;

/**
 * Where messages go at a broker.
 *
 * @param exchange empty for the broker's own
 * @param routingKey null for the name of each message's metric
 */
record RabbitExchange(RabbitBroker broker, String exchange, String routingKey, String place)
        implements Broker {

    static RabbitExchange of(RabbitSink spec) {
        return new RabbitExchange(
                spec.broker(), spec.exchange(), spec.routingKey().orElse(null), spec.toString());
    }

    @Override
    public Publisher open() throws IOException {
        var connection = broker.connect("tallystick");
        try {
            var channel = connection.createChannel();
            requireThere(channel);
            return new RabbitPublisher(connection, channel, this);
        } catch (ShutdownSignalException e) {
            connection.abort();
            throw new IOException("the connection to RabbitMQ was lost", e);
        } catch (IOException e) {
            connection.abort();
            throw e;
        }
    }

    private void requireThere(Channel channel) throws IOException {
        if (exchange.isEmpty()) {
            channel.queueDeclarePassive(routingKey);
        } else {
            channel.exchangeDeclarePassive(exchange);
        }
    }
}
