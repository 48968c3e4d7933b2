package org.tallystick.jobs.source.jms;

import java.util.Optional;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.jobs.source.queue.QueueConnection;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Queues and durable topics of ActiveMQ. */
public final class JmsConnector implements SourceConnector {

    @Override
    public SourceWords words() {
        return new JmsSourceWords();
    }

    /** A durable subscription has one consumer, a queue may have any number. */
    @Override
    public Optional<ConnectedSource> connect(SourceSpec spec) {
        return spec instanceof JmsSource jms
                ? Optional.of(
                        new QueueConnection(
                                "jms",
                                jms.destination().isTopic() ? "topic" : "queue",
                                jms.destination().name(),
                                pipeline -> JmsQueue.of(jms, pipeline),
                                JmsBroker.REFUSALS,
                                !jms.destination().isTopic(),
                                sink -> sink.target().equals(jms.destination().target())))
                : Optional.empty();
    }
}
