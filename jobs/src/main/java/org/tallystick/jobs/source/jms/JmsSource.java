package org.tallystick.jobs.source.jms;

import java.util.Map;
import org.tallystick.jobs.jms.JmsDestination;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.SourceSpec;

/**
 * A queue or a topic of an ActiveMQ broker.
 *
 * @param prefetch how many messages a consumer may hold unacknowledged
 */
record JmsSource(JmsDestination destination, int prefetch, RecordFormat written)
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
        return destination.broker().settings();
    }

    /** Keeps the address and the password out of logs. */
    @Override
    public String toString() {
        return destination.toString();
    }
}
