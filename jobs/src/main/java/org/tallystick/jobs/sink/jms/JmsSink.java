package org.tallystick.jobs.sink.jms;

import java.util.Map;
import org.tallystick.jobs.jms.JmsDestination;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/** A queue or a topic of an ActiveMQ broker. */
record JmsSink(JmsDestination destination) implements SinkSpec {

    @Override
    public SinkTarget target() {
        return destination.target();
    }

    @Override
    public Map<String, String> settings() {
        return destination.broker().settings();
    }

    @Override
    public Map<String, String> folders() {
        return Map.of();
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return destination.toString();
    }
}
