package org.tallystick.jobs.jms;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.flink.util.ExceptionUtils;
import org.tallystick.source.PermanentFailure;

/**
 * An ActiveMQ broker, as its clients find it. What {@code ssl://} trusts is what the JVM does.
 *
 * @param url as ActiveMQ's client takes it
 * @param user null where the broker asks for none
 * @param password likewise
 */
public record JmsBroker(String url, String user, String password) implements Serializable {
    /** The broker refuses who we are or what we ask for: no restart mends that. */
    public static final PermanentFailure REFUSALS = JmsBroker::refusal;

    /** Longer, and a start that is told to stop would not. */
    private static final int CONNECT_MILLIS = 10_000;

    public static JmsBroker of(String url, Optional<String> user, Optional<String> password) {
        return new JmsBroker(url, user.orElse(null), password.orElse(null));
    }

    /**
     * A connection that was started.
     *
     * <p>However often a message comes again, its client keeps it: that of ActiveMQ hands one to
     * the dead letters after the sixth time unless it is told not to.
     *
     * @param clientId what the broker knows durable subscriptions by; null for none
     * @param onTheWay how many messages the broker sends to a consumer ahead
     * @throws IOException where the broker cannot be reached or refuses
     */
    public ActiveMQConnection connect(String clientId, int onTheWay) throws IOException {
        var factory = new ActiveMQSslConnectionFactory(url);
        factory.setUserName(user);
        factory.setPassword(password);
        factory.setConnectResponseTimeout(CONNECT_MILLIS);
        factory.getPrefetchPolicy().setAll(onTheWay);
        var redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.setRedeliveryPolicy(redelivery);
        try {
            var connection = (ActiveMQConnection) factory.createConnection();
            return started(connection, clientId);
        } catch (JMSException e) {
            throw new IOException(e);
        }
    }

    private static ActiveMQConnection started(ActiveMQConnection connection, String clientId)
            throws JMSException {
        try {
            if (clientId != null) {
                connection.setClientID(clientId);
            }
            connection.start();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    private static Optional<String> refusal(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, JmsBroker::isRefusal)
                .map(refusal -> "the broker refuses: " + refusal.getMessage());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof JMSSecurityException || failure instanceof SecurityException;
    }

    /** Keeps address and password out of logs. */
    @Override
    public String toString() {
        return "ActiveMQ";
    }
}
