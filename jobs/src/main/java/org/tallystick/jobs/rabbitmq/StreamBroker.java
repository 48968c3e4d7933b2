package org.tallystick.jobs.rabbitmq;

import com.rabbitmq.stream.codec.SimpleCodec;
import com.rabbitmq.stream.impl.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tallystick.jobs.tls.Tls;
import org.tallystick.pipeline.SinkTarget;

/**
 * A RabbitMQ broker and one of its virtual hosts, as clients of its streams find it. By {@code
 * rabbitmq-stream+tls://} the broker has to have the name that it is called by.
 *
 * @param url with the virtual host
 * @param user null for the one of the address, or guest
 * @param password likewise
 * @param tls of {@code rabbitmq-stream+tls://}
 */
public record StreamBroker(String url, String user, String password, Tls tls)
        implements Serializable {
    /** What a stream is to those who write to it by AMQP. */
    private static final String QUEUE = "queue";

    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public static StreamBroker of(
            String url, Optional<String> user, Optional<String> password, Tls tls) {
        return new StreamBroker(url, user.orElse(null), password.orElse(null), tls);
    }

    /** What it is set up with, by name. */
    public Map<String, String> settings() {
        return tls.settings(url, password);
    }

    /** The host that it is asked at first. */
    public String host() {
        return URI.create(url).getHost();
    }

    /** The port that it is asked at first. */
    public int port() {
        int port = URI.create(url).getPort();
        int usual = isSecured(url) ? Client.DEFAULT_TLS_PORT : Client.DEFAULT_PORT;
        return port < 0 ? usual : port;
    }

    /** Its virtual host; the broker's first is called {@code /}. */
    public String virtualHost() {
        var path = URI.create(url).getPath();
        return path.length() < 2 ? "/" : path.substring(1);
    }

    /** Whether an address is that of a broker's streams. */
    public static boolean isOne(String url) {
        return url.startsWith("rabbitmq-stream");
    }

    static boolean isSecured(String url) {
        return url.startsWith("rabbitmq-stream+tls:");
    }

    /**
     * What a client connects with, but for where to.
     *
     * @param prepare takes the channel of each connection before it is used
     * @throws IOException one line, where a store of certificates will not do
     */
    public Client.ClientParameters parameters(Consumer<Channel> prepare) throws IOException {
        var parameters =
                new Client.ClientParameters()
                        .virtualHost(virtualHost())
                        .codec(new SimpleCodec())
                        .rpcTimeout(PATIENCE)
                        .clientProperty("connection_name", "tallystick")
                        .bootstrapCustomizer(
                                bootstrap ->
                                        bootstrap.option(
                                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                                CONNECT_MILLIS))
                        .channelCustomizer(
                                channel -> {
                                    requireName(channel);
                                    prepare.accept(channel);
                                });
        logIn(parameters);
        if (isSecured(url)) {
            parameters.sslContext(context());
        }
        return parameters;
    }

    private void logIn(Client.ClientParameters parameters) {
        var inUrl = Optional.ofNullable(URI.create(url).getUserInfo()).orElse("").split(":", 2);
        if (user != null || !inUrl[0].isEmpty()) {
            parameters.username(user == null ? inUrl[0] : user);
        }
        if (password != null || inUrl.length == 2) {
            parameters.password(password == null ? inUrl[1] : password);
        }
    }

    private JdkSslContext context() throws IOException {
        return new JdkSslContext(
                tls.context(),
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                null,
                ClientAuth.NONE,
                null,
                false);
    }

    /** A certificate is good only for the host whose name it has. */
    private static void requireName(Channel channel) {
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var rules = tls.engine().getSSLParameters();
            rules.setEndpointIdentificationAlgorithm("HTTPS");
            tls.engine().setSSLParameters(rules);
        }
    }

    /** Whether a sink writes to a stream of this broker, by AMQP and so by another port. */
    public boolean isWrittenBy(SinkTarget target, String stream) {
        var same = RabbitWords.target("", QUEUE, stream);
        if (!target.connector().equals(same.connector())
                || !target.name().equals(same.name())
                || !target.address().startsWith(same.address())) {
            return false;
        }
        var other =
                new StreamBroker(target.address().substring(QUEUE.length() + 1), null, null, tls);
        return other.host().equals(host()) && other.virtualHost().equals(virtualHost());
    }

    /** Keeps address and password out of logs. */
    @Override
    public String toString() {
        return "RabbitMQ";
    }
}
