package org.tallystick.jobs.jms;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
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
     * <p>ActiveMQ's client has ways to do without messages, all of which are turned off: it hands
     * one to the dead letters when it comes for the seventh time, or when it looks like one that
     * came before, and drops what has expired by its own clock.
     *
     * @param clientId what the broker knows durable subscriptions by; null for none
     * @param onTheWay how many messages the broker sends to a consumer ahead
     * @throws IOException where the broker cannot be reached or refuses
     */
    public ActiveMQConnection connect(String clientId, int onTheWay) throws IOException {
        var factory = new ActiveMQSslConnectionFactory(onceOnly(url));
        if (user != null) {
            factory.setUserName(user);
        }
        if (password != null) {
            factory.setPassword(password);
        }
        factory.setCheckForDuplicates(false);
        factory.setConsumerExpiryCheckEnabled(false);
        factory.setWatchTopicAdvisories(false);
        factory.setConnectResponseTimeout(CONNECT_MILLIS);
        factory.getPrefetchPolicy().setAll(onTheWay);
        var redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.setRedeliveryPolicy(redelivery);
        try {
            return started((ActiveMQConnection) factory.createConnection(), clientId);
        } catch (JMSException e) {
            throw new IOException(e);
        }
    }

    /**
     * Tries each address once, and does not connect again by itself: what was not acknowledged
     * comes again to a connection that has been there before, and only a job that goes back to its
     * checkpoint knows what of that it has.
     */
    private static String onceOnly(String url) {
        if (!url.startsWith("failover:")) {
            return url;
        }
        boolean hasOptions = url.substring(url.lastIndexOf(')') + 1).contains("?");
        return url
                + (hasOptions ? "&" : "?")
                + "maxReconnectAttempts=0&startupMaxReconnectAttempts=1";
    }

    /** What it is set up with, by name. */
    public Map<String, String> settings() {
        return password == null ? Map.of("url", url) : Map.of("url", url, "password", password);
    }

    /** Ends a connection that is of no use, and says why. */
    public static IOException failed(ActiveMQConnection connection, JMSException reason) {
        try {
            connection.close();
        } catch (JMSException e) {
            reason.addSuppressed(e);
        }
        return new IOException(reason);
    }

    private static ActiveMQConnection started(ActiveMQConnection connection, String clientId)
            throws IOException {
        try {
            if (clientId != null) {
                connection.setClientID(clientId);
            }
            connection.start();
            return connection;
        } catch (JMSException e) {
            throw failed(connection, e);
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
