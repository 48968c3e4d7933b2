package org.tallystick.jobs.jms;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.flink.util.ExceptionUtils;
import org.tallystick.jobs.tls.Tls;
import org.tallystick.jobs.tls.TlsProbe;
import org.tallystick.jobs.tls.TlsRefusals;
import org.tallystick.source.PermanentFailure;

/**
 * An ActiveMQ broker, as its clients find it. By {@code ssl://} the broker has to have the name
 * that it is called by.
 *
 * @param url as ActiveMQ's client takes it
 * @param user null where the broker asks for none
 * @param password likewise
 * @param tls of {@code ssl://}
 */
public record JmsBroker(String url, String user, String password, Tls tls) implements Serializable {
    /** The broker refuses who we are or what we ask for: no restart mends that. */
    public static final PermanentFailure REFUSALS = JmsBroker::refusal;

    /** Those of a URL's addresses that are spoken to by TLS: host and port. */
    private static final Pattern SECURED =
            Pattern.compile("ssl://([^/?,:)]+|\\[[^]]+]):([0-9]{1,5})");

    /** Longer, and a start that is told to stop would not. */
    private static final int CONNECT_MILLIS = 10_000;

    public static JmsBroker of(
            String url, Optional<String> user, Optional<String> password, Tls tls) {
        return new JmsBroker(url, user.orElse(null), password.orElse(null), tls);
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
        var factory = factory(onTheWay);
        try {
            return started((ActiveMQConnection) factory.createConnection(), clientId);
        } catch (JMSException e) {
            throw explained(e);
        }
    }

    private ActiveMQSslConnectionFactory factory(int onTheWay) throws IOException {
        var factory = new ActiveMQSslConnectionFactory(onceOnly(url));
        factory.setKeyAndTrustManagers(tls.keyManagers(), tls.trustManagers(), null);
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
        return factory;
    }

    /** Of a server that is not trusted the client only says that the connection was closed. */
    private IOException explained(JMSException failure) {
        var probe = new TlsProbe(tls, !url.contains("verifyHostName=false"));
        var reason =
                SECURED.matcher(url)
                        .results()
                        .map(at -> probe.refusal(at.group(1), Integer.parseInt(at.group(2))))
                        .flatMap(Optional::stream)
                        .findFirst();
        reason.ifPresent(known -> known.addSuppressed(failure));
        return reason.orElseGet(() -> new IOException(failure));
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
        return tls.settings(url, password);
    }

    /** Ends a connection that is of no use, and says why. */
    public static IOException failed(ActiveMQConnection connection, JMSException reason) {
        return new IOException(closed(connection, reason));
    }

    private static JMSException closed(ActiveMQConnection connection, JMSException reason) {
        try {
            connection.close();
        } catch (JMSException e) {
            reason.addSuppressed(e);
        }
        return reason;
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
            throw closed(connection, e);
        }
    }

    private static Optional<String> refusal(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, JmsBroker::isRefusal)
                .map(refusal -> "the broker refuses: " + refusal.getMessage())
                .or(() -> TlsRefusals.reason(failure));
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
