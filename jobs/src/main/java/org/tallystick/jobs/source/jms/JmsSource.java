package org.tallystick.jobs.source.jms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.jobs.jms.JmsWords;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.SinkTarget;
import org.tallystick.pipeline.SourceSpec;

/**
 * A queue or a topic of an ActiveMQ broker.
 *
 * @param url of the broker, as its client takes it
 * @param queue its name; empty where it is a topic
 * @param topic its name; empty where it is a queue
 * @param user empty where the broker asks for none
 * @param password likewise
 * @param prefetch how many messages a consumer may hold unacknowledged
 */
record JmsSource(
        String url,
        Optional<String> queue,
        Optional<String> topic,
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
        return JmsWords.target(url, queue.isPresent() ? "queue" : "topic", destination());
    }

    /** The queue's or the topic's name. */
    String destination() {
        return queue.or(() -> topic).orElseThrow();
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return "jms " + destination();
    }
}
