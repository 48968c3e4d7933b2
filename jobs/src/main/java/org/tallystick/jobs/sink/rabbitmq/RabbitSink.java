package org.tallystick.jobs.sink.rabbitmq;

import java.util.Map;
import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * An exchange or a queue of a RabbitMQ broker.
 *
 * @param broker with the virtual host
 * @param exchange empty for the broker's own, which brings messages to the queue of their key
 * @param routingKey of all messages; empty for the name of each one's metric
 */
record RabbitSink(RabbitBroker broker, String exchange, Optional<String> routingKey)
        implements SinkSpec {

    @Override
    public SinkTarget target() {
        return exchange.isEmpty()
                ? RabbitWords.target(broker.url(), "queue", routingKey.orElseThrow())
                : RabbitWords.target(broker.url(), "exchange " + routingKey.orElse(""), exchange);
    }

    @Override
    public Map<String, String> settings() {
        return broker.settings();
    }

    @Override
    public Map<String, String> folders() {
        return Map.of();
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return "rabbitmq " + target().name();
    }
}
