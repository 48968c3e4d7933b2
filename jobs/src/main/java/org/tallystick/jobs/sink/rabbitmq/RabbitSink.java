package org.tallystick.jobs.sink.rabbitmq;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * An exchange or a queue of a RabbitMQ broker.
 *
 * @param url of the broker, with the virtual host
 * @param exchange empty for the broker's own, which brings messages to the queue of their key
 * @param routingKey of all messages; empty for the name of each one's metric
 * @param user empty for the one of the address, or guest
 * @param password likewise
 */
record RabbitSink(
        String url,
        String exchange,
        Optional<String> routingKey,
        Optional<String> user,
        Optional<String> password)
        implements SinkSpec {

    @Override
    public SinkTarget target() {
        return exchange.isEmpty()
                ? RabbitWords.target(url, "queue", routingKey.orElseThrow())
                : RabbitWords.target(url, "exchange " + routingKey.orElse(""), exchange);
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("url", url);
        password.ifPresent(secret -> settings.put("password", secret));
        return settings;
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
