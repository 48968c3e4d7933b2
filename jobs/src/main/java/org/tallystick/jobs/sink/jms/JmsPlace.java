package org.tallystick.jobs.sink.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.ActiveMQConnection;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.sink.message.Broker;
import org.tallystick.jobs.sink.message.Publisher;

/**
 * Where messages go at a broker.
 *
 * @param isTopic whether the name is a topic's; else it is a queue's
 */
record JmsPlace(JmsBroker broker, String name, boolean isTopic, String place) implements Broker {
    /** It takes no messages. */
    private static final int NONE = 0;

    static JmsPlace of(JmsSink spec) {
        return new JmsPlace(
                JmsBroker.of(spec.url(), spec.user(), spec.password()),
                spec.target().name(),
                spec.topic().isPresent(),
                spec.toString());
    }

    @Override
    public Publisher open() throws IOException {
        var connection = broker.connect(null, NONE);
        try {
            return publisher(connection);
        } catch (JMSException e) {
            close(connection, e);
            throw new IOException(e);
        }
    }

    private Publisher publisher(ActiveMQConnection connection) throws JMSException {
        var session = connection.createSession(true, Session.SESSION_TRANSACTED);
        var destination = isTopic ? session.createTopic(name) : session.createQueue(name);
        var producer = session.createProducer(destination);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        return new JmsPublisher(connection, session, producer);
    }

    private static void close(ActiveMQConnection connection, JMSException reason) {
        try {
            connection.close();
        } catch (JMSException e) {
            reason.addSuppressed(e);
        }
    }
}
