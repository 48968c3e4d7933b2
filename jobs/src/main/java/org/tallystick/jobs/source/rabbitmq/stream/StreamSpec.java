package org.tallystick.jobs.source.rabbitmq.stream;

import java.util.Map;
import org.tallystick.jobs.rabbitmq.StreamBroker;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.SourceSpec;

/**
 * A stream of a RabbitMQ broker.
 *
 * @param broker with the virtual host
 * @param stream its name
 * @param start where to begin without a checkpoint: the earliest, the latest or a time
 * @param onGap what to do where messages were removed before they were read
 */
public record StreamSpec(
        StreamBroker broker, String stream, Start start, OnGap onGap, RecordFormat written)
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

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return "rabbitmq " + stream;
    }
}
