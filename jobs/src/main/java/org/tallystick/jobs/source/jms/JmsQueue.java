package org.tallystick.jobs.source.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.io.IOException;
import org.apache.activemq.ActiveMQSession;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.jms.JmsDestination;
import org.tallystick.jobs.source.queue.Queue;
import org.tallystick.jobs.source.queue.QueueConsumer;

/**
 * A queue, or a durable subscription to a topic.
 *
 * @param subscription of a topic: its name, and the client's
 * @param prefetch how many messages a consumer may hold that are not acknowledged
 */
record JmsQueue(JmsDestination destination, String subscription, int prefetch) implements Queue {
    /**
     * How many messages are on their way to a consumer. Half of them taken make the broker send
     * more; with more than the 200 that it has in memory for a queue by default, it would wait for
     * acknowledgements, and those come with checkpoints.
     */
    private static final int ON_THE_WAY = 100;

    static JmsQueue of(JmsSource spec, String pipeline) {
        return new JmsQueue(spec.destination(), "tallystick-" + pipeline, spec.prefetch());
    }

    @Override
    public String name() {
        return destination.name();
    }

    @Override
    public QueueConsumer consume() throws IOException {
        var clientId = destination.isTopic() ? subscription : null;
        var connection = destination.broker().connect(clientId, ON_THE_WAY);
        try {
            var session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
            return JmsConsumer.of(connection, consumer(session), prefetch);
        } catch (JMSException e) {
            throw JmsBroker.failed(connection, e);
        }
    }

    private MessageConsumer consumer(Session session) throws JMSException {
        return destination.in(session) instanceof Topic topic
                ? session.createDurableSubscriber(topic, subscription)
                : session.createConsumer(destination.in(session));
    }

    @Override
    public String look() throws IOException {
        var connection = destination.broker().connect(null, ON_THE_WAY);
        try {
            var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            if (destination.in(session) instanceof jakarta.jms.Queue queue) {
                session.createBrowser(queue).getEnumeration();
            }
            connection.close();
            return "the broker answers";
        } catch (JMSException e) {
            throw JmsBroker.failed(connection, e);
        }
    }
}
