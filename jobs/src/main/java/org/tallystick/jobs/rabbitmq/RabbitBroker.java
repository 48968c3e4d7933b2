package org.tallystick.jobs.rabbitmq;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.ExceptionUtils;
import org.tallystick.jobs.tls.Tls;
import org.tallystick.jobs.tls.TlsProbe;
import org.tallystick.jobs.tls.TlsRefusals;
import org.tallystick.source.PermanentFailure;

/**
 * A RabbitMQ broker and one of its virtual hosts, as clients find it. By {@code amqps://} the
 * broker has to have the name that it is called by.
 *
 * @param url with the virtual host
 * @param user null for the one of the address, or guest
 * @param password likewise
 * @param tls of {@code amqps://}
 */
public record RabbitBroker(String url, String user, String password, Tls tls)
        implements Serializable {
    /** The broker refuses who we are or what we ask for: no restart mends that. */
    public static final PermanentFailure REFUSALS = RabbitBroker::refusal;

    private static final int CONNECT_MILLIS = 10_000;

    /**
     * AMQP's replies: no right, no such virtual host, no such thing. A queue whose node is away, or
     * that is not ready, has the last of them as well, in other words.
     */
    private static final String REFUSED =
            ".*(reply-code=(403|530),|reply-code=404, reply-text=NOT_FOUND - no (queue|exchange) ).*";

    public static RabbitBroker of(
            String url, Optional<String> user, Optional<String> password, Tls tls) {
        return new RabbitBroker(url, user.orElse(null), password.orElse(null), tls);
    }

    /** What it is set up with, by name. */
    public Map<String, String> settings() {
        return tls.settings(url, password);
    }

    /**
     * A connection, which does not connect again by itself.
     *
     * @param name for people who look at the broker
     * @throws IOException where the broker cannot be reached or refuses
     */
    public Connection connect(String name) throws IOException {
        var factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        try {
            factory.setUri(url);
            if (isSecured(url)) {
                factory.useSslProtocol(tls.context());
                factory.enableHostnameVerification();
            }
            if (user != null) {
                factory.setUsername(user);
            }
            if (password != null) {
                factory.setPassword(password);
            }
            return factory.newConnection(name);
        } catch (ShutdownSignalException e) {
            throw explained(new IOException("RabbitMQ ends the connection: " + e.getMessage(), e));
        } catch (IOException e) {
            throw explained(e);
        } catch (TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new IOException("RabbitMQ cannot be reached: " + e.getMessage(), e);
        }
    }

    /** The broker may end the connection before its client has heard why. */
    private IOException explained(IOException failure) {
        if (!isSecured(url) || REFUSALS.reason(failure).isPresent()) {
            return failure;
        }
        var at = URI.create(url);
        int port = at.getPort() < 0 ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT : at.getPort();
        var reason = new TlsProbe(tls, true).refusal(at.getHost(), port);
        reason.ifPresent(known -> known.addSuppressed(failure));
        return reason.orElse(failure);
    }

    static boolean isSecured(String url) {
        return url.startsWith("amqps:");
    }

    private static Optional<String> refusal(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, RabbitBroker::isRefusal)
                .map(refusal -> "the broker refuses: " + reason(refusal))
                .or(() -> TlsRefusals.reason(failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationFailureException
                || failure instanceof UnroutableException
                || (failure instanceof ShutdownSignalException signal
                        && String.valueOf(signal.getReason()).matches(REFUSED));
    }

    /** What the broker says, of all that its client says. */
    private static String reason(Throwable refusal) {
        return String.valueOf(refusal.getMessage()).replaceFirst(".*reply-text=([^,]*),.*", "$1");
    }

    /** Keeps address and password out of logs. */
    @Override
    public String toString() {
        return "RabbitMQ";
    }
}
