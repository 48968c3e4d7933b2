package org.tallystick.jobs.sink.jms;

import java.util.Optional;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.jobs.sink.message.MessageConnection;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Queues and topics of ActiveMQ. */
public final class JmsConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new JmsSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof JmsSink jms
                ? Optional.of(
                        new MessageConnection(new JmsPlace(jms.destination()), JmsBroker.REFUSALS))
                : Optional.empty();
    }
}
