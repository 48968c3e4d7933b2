package org.tallystick.jobs.source.rabbitmq;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.SinkTarget;
import org.tallystick.pipeline.SourceSpec;

/**
 * A classic or quorum queue of a RabbitMQ broker.
 *
 * @param url of the broker, with the virtual host
 * @param queue its name
 * @param user empty for the one of the address, or guest
 * @param password likewise
 * @param prefetch how many messages a consumer may hold unacknowledged
 */
record RabbitSource(
        String url,
        String queue,
        Optional<String> user,
        Optional<String> password,
        int prefetch,
        RecordFormat written)
        implements SourceSpec {

    @Override
    public String format() {
        return written.name();
    }

    @Override
    public Map<String, String> formatOptions() {
        return written.options();
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("url", url);
        password.ifPresent(secret -> settings.put("password", secret));
        return settings;
    }

    /** What it would be if it were a sink. */
    SinkTarget asTarget() {
        return RabbitWords.target(url, queue);
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return "rabbitmq " + queue;
    }
}
