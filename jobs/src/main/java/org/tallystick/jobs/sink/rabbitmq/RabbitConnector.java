package org.tallystick.jobs.sink.rabbitmq;

import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.jobs.sink.message.MessageConnection;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Exchanges and queues of RabbitMQ. */
public final class RabbitConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new RabbitSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof RabbitSink rabbit
                ? Optional.of(
                        new MessageConnection(RabbitExchange.of(rabbit), RabbitBroker.REFUSALS))
                : Optional.empty();
    }
}
