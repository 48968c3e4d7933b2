package org.tallystick.jobs.sink.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.ActiveMQConnection;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.jms.JmsDestination;
import org.tallystick.jobs.sink.message.Broker;
import org.tallystick.jobs.sink.message.Publisher;

/** Where messages go at a broker. */
record JmsPlace(JmsDestination destination) implements Broker {
    /** It takes no messages. */
    private static final int NONE = 0;

    @Override
    public String place() {
        return destination.toString();
    }

    @Override
    public Publisher open() throws IOException {
        var connection = destination.broker().connect(null, NONE);
        try {
            return publisher(connection);
        } catch (JMSException e) {
            throw JmsBroker.failed(connection, e);
        }
    }

    private Publisher publisher(ActiveMQConnection connection) throws JMSException {
        var session = connection.createSession(true, Session.SESSION_TRANSACTED);
        var producer = session.createProducer(destination.in(session));
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        return new JmsPublisher(connection, session, producer);
    }
}
