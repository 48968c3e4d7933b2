package org.tallystick.jobs.sink.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.ActiveMQConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.sink.message.CellMessage;
import org.tallystick.jobs.sink.message.Publisher;

/** Sends persistent messages in transactions, which are committed to confirm them. */
final class JmsPublisher implements Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(JmsPublisher.class);

    private final ActiveMQConnection connection;
    private final Session session;
    private final MessageProducer producer;

    JmsPublisher(ActiveMQConnection connection, Session session, MessageProducer producer) {
        this.connection = connection;
        this.session = session;
        this.producer = producer;
    }

    @Override
    public void publish(CellMessage message) throws IOException {
        try {
            var text = session.createTextMessage(message.body());
            for (var header : message.headers().entrySet()) {
                text.setObjectProperty(header.getKey(), header.getValue());
            }
            producer.send(text);
        } catch (JMSException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void confirm() throws IOException {
        try {
            session.commit();
        } catch (JMSException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.warn("The connection to ActiveMQ was not closed as it should: {}", e.toString());
        }
    }
}
