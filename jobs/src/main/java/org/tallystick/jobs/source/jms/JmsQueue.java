package org.tallystick.jobs.source.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSession;
import org.tallystick.jobs.jms.JmsBroker;
import org.tallystick.jobs.source.queue.Queue;
import org.tallystick.jobs.source.queue.QueueConsumer;

/**
 * A queue, or a durable subscription to a topic.
 *
 * @param subscription its name, and the client's; null for a queue
 * @param prefetch how many messages a consumer may hold that are not acknowledged
 */
record JmsQueue(JmsBroker broker, String name, String subscription, int prefetch) implements Queue {
    /**
     * How many messages are on their way to a consumer. Half of them taken make the broker send
     * more; with more than the 200 that it has in memory for a queue by default, it would wait for
     * acknowledgements, and those come with checkpoints.
     */
    private static final int ON_THE_WAY = 100;

    static JmsQueue of(JmsSource spec, String pipeline) {
        return new JmsQueue(
                JmsBroker.of(spec.url(), spec.user(), spec.password()),
                spec.destination(),
                spec.topic().isPresent() ? "tallystick-" + pipeline : null,
                spec.prefetch());
    }

    @Override
    public QueueConsumer consume() throws IOException {
        var connection = broker.connect(subscription, ON_THE_WAY);
        try {
            var session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
            var consumer =
                    subscription == null
                            ? session.createConsumer(session.createQueue(name))
                            : session.createDurableSubscriber(
                                    session.createTopic(name), subscription);
            return JmsConsumer.of(connection, consumer, prefetch);
        } catch (JMSException e) {
            close(connection, e);
            throw new IOException(e);
        }
    }

    @Override
    public String look() throws IOException {
        var connection = broker.connect(null, ON_THE_WAY);
        try {
            var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            if (subscription == null) {
                session.createBrowser(session.createQueue(name)).getEnumeration();
            }
            connection.close();
            return "the broker answers";
        } catch (JMSException e) {
            close(connection, e);
            throw new IOException(e);
        }
    }

    private static void close(ActiveMQConnection connection, JMSException reason) {
        try {
            connection.close();
        } catch (JMSException e) {
            reason.addSuppressed(e);
        }
    }
}
