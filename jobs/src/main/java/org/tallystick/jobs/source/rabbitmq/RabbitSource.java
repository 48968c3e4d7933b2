package org.tallystick.jobs.source.rabbitmq;

import java.util.Map;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.SinkTarget;
import org.tallystick.pipeline.SourceSpec;

/**
 * A classic or quorum queue of a RabbitMQ broker.
 *
 * @param broker with the virtual host
 * @param queue its name
 * @param prefetch how many messages a consumer may hold unacknowledged
 */
record RabbitSource(RabbitBroker broker, String queue, int prefetch, RecordFormat written)
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
        return broker.settings();
    }

    /** What it would be if it were a sink. */
    SinkTarget asTarget() {
        return RabbitWords.target(broker.url(), "queue", queue);
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return "rabbitmq " + queue;
    }
}
