package org.tallystick.jobs.sink.jms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.jobs.jms.JmsWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * A queue or a topic of an ActiveMQ broker.
 *
 * @param url of the broker, as its client takes it
 * @param queue its name; empty where it is a topic
 * @param topic its name; empty where it is a queue
 * @param user empty where the broker asks for none
 * @param password likewise
 */
record JmsSink(
        String url,
        Optional<String> queue,
        Optional<String> topic,
        Optional<String> user,
        Optional<String> password)
        implements SinkSpec {

    @Override
    public SinkTarget target() {
        return queue.map(name -> JmsWords.target(url, "queue", name))
                .orElseGet(() -> JmsWords.target(url, "topic", topic.orElseThrow()));
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
        return "jms " + target().name();
    }
}
