package org.tallystick.jobs.servers;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.StreamException;
import com.rabbitmq.stream.codec.SimpleCodec;
import com.rabbitmq.stream.impl.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.tallystick.jobs.cluster.Await;

/** RabbitMQ 3.10, as Debian has it: one node, known by a port mapper of its own. */
public final class RabbitMq implements AutoCloseable {
    private static final DebianPackage SERVER =
            new DebianPackage("rabbitmq-server", "rabbitmq-server");
    private static final DebianPackage MAPPER = new DebianPackage("erlang-base", "epmd");

    private static final Duration READY = Duration.ofMinutes(1);

    /** The script behind Debian's, which only root and one other user may call. */
    private static final Path SCRIPTS = Path.of("/usr/lib/rabbitmq/bin");

    private static final String STREAMS = "[rabbitmq_stream]";

    private final ServerProcess mapper;
    private final ServerProcess node;
    private final Map<String, String> surroundings;
    private final int port;
    private final int securedPort;
    private final int streamPort;

    private RabbitMq(
            ServerProcess mapper,
            ServerProcess node,
            Map<String, String> surroundings,
            int port,
            int securedPort,
            int streamPort) {
        this.mapper = mapper;
        this.node = node;
        this.surroundings = surroundings;
        this.port = port;
        this.securedPort = securedPort;
        this.streamPort = streamPort;
    }

    public static RabbitMq start() throws Exception {
        return start("[]", 0, 0, folder -> List.of());
    }

    /**
     * The same, which also listens for TLS.
     *
     * @param mutual whether clients have to show a certificate
     */
    public static RabbitMq start(Certificates certificates, boolean mutual) throws Exception {
        int port = ServerProcess.freePort();
        return start(
                "[]",
                port,
                0,
                folder -> {
                    var lines = secured(folder, certificates, mutual);
                    lines.add("listeners.ssl.1 = 127.0.0.1:" + port);
                    return lines;
                });
    }

    /** One that also speaks the protocol of streams. */
    public static RabbitMq startWithStreams() throws Exception {
        int port = ServerProcess.freePort();
        return start(STREAMS, 0, port, folder -> streams(port));
    }

    private static List<String> streams(int port) {
        return List.of(
                "stream.listeners.tcp.1 = 127.0.0.1:" + port,
                "stream.advertised_host = 127.0.0.1",
                "stream.advertised_port = " + port);
    }

    /** One that also speaks the protocol of streams, by TLS. */
    public static RabbitMq startWithStreams(Certificates certificates) throws Exception {
        int port = ServerProcess.freePort();
        return start(
                STREAMS,
                0,
                port,
                folder -> {
                    var lines = secured(folder, certificates, false);
                    lines.add("stream.listeners.tcp = none");
                    lines.add("stream.listeners.ssl.1 = 127.0.0.1:" + port);
                    lines.add("stream.advertised_host = localhost");
                    lines.add("stream.advertised_tls_port = " + port);
                    return lines;
                });
    }

    /** Settings of a node. */
    @FunctionalInterface
    private interface Settings {
        List<String> in(Path folder) throws Exception;
    }

    private static List<String> secured(Path folder, Certificates certificates, boolean mutual)
            throws Exception {
        var authority = Files.writeString(folder.resolve("ca.pem"), certificates.authorityPem());
        var server = Files.writeString(folder.resolve("server.pem"), certificates.serverPem());
        var key = Files.writeString(folder.resolve("key.pem"), certificates.serverKeyPem());
        return new ArrayList<>(
                List.of(
                        "ssl_options.cacertfile = " + authority,
                        "ssl_options.certfile = " + server,
                        "ssl_options.keyfile = " + key,
                        "ssl_options.verify = verify_peer",
                        "ssl_options.fail_if_no_peer_cert = " + mutual));
    }

    private static RabbitMq start(
            String plugins, int securedPort, int streamPort, Settings settings) throws Exception {
        SERVER.require();
        var epmd = MAPPER.require();
        int mapped = ServerProcess.freePort();
        var loopback = Map.of("ERL_EPMD_ADDRESS", "127.0.0.1");
        var mapper = ServerProcess.in("epmd");
        mapper.start(
                List.of(epmd.toString(), "-port", Integer.toString(mapped)),
                loopback,
                () -> ServerProcess.answers(mapped));
        var node = ServerProcess.in("rabbitmq");
        Files.writeString(node.folder().resolve("plugins"), plugins + ".");
        int port = ServerProcess.freePort();
        Files.write(
                Files.createDirectory(node.folder().resolve("conf")).resolve("1.conf"),
                settings.in(node.folder()));
        var surroundings = surroundings(node.folder(), mapped, port);
        node.start(
                List.of(SCRIPTS.resolve("rabbitmq-server").toString()),
                surroundings,
                () -> node.printed("Starting broker... completed"));
        return new RabbitMq(mapper, node, surroundings, port, securedPort, streamPort);
    }

    private static Map<String, String> surroundings(Path folder, int mapped, int port)
            throws IOException {
        return Map.ofEntries(
                Map.entry("ERL_EPMD_PORT", Integer.toString(mapped)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "tally" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(ServerProcess.freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_CONFIG_FILES", folder.resolve("conf").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("env").toString()),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    public String url() {
        return "amqp://127.0.0.1:" + port;
    }

    /** Where it listens for TLS, if it does. */
    public String securedUrl(String host) {
        return "amqps://" + host + ":" + securedPort;
    }

    /** Where streams are read; only of one that was started with them. */
    public String streamUrl() {
        return "rabbitmq-stream://127.0.0.1:" + streamPort;
    }

    /** The same by TLS, of one that was started so. */
    public String securedStreamUrl(String host) {
        return "rabbitmq-stream+tls://" + host + ":" + streamPort;
    }

    /** A connection that a test closes. */
    public Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory.newConnection();
    }

    /** Makes a durable queue. */
    public void declare(String queue, Map<String, Object> arguments) throws Exception {
        try (var connection = connect()) {
            connection.createChannel().queueDeclare(queue, true, false, false, arguments);
        }
    }

    /** Deletes a queue, or a stream. */
    public void delete(String queue) throws Exception {
        try (var connection = connect()) {
            connection.createChannel().queueDelete(queue);
        }
    }

    /** Waits until a queue answers: a quorum queue has to elect its leader first. */
    public void await(String queue) throws Exception {
        Await.until("queue " + queue, READY, () -> "", () -> answers(queue));
    }

    /** What it has is looked at, and goes back. */
    private boolean answers(String queue) throws TimeoutException {
        try (var connection = connect()) {
            connection.createChannel().basicGet(queue, false);
            return true;
        } catch (IOException | ShutdownSignalException e) {
            return false;
        }
    }

    /**
     * Waits until a stream can be read, and so be written to: after a restart RabbitMQ 3.10
     * confirms what it is sent before that, and loses it.
     */
    public void awaitStream(String stream) throws Exception {
        Await.until("stream " + stream, READY, () -> "", () -> canBeRead(stream));
    }

    private boolean canBeRead(String stream) {
        var parameters =
                new Client.ClientParameters()
                        .host("127.0.0.1")
                        .port(streamPort)
                        .codec(new SimpleCodec());
        try (var client = new Client(parameters)) {
            return client.subscribe((byte) 1, stream, OffsetSpecification.first(), 1).isOk();
        } catch (StreamException e) {
            return false;
        }
    }

    /** Sends persistent messages, and waits until the broker has them. */
    public void send(String queue, List<byte[]> messages) throws Exception {
        try (var connection = connect()) {
            var channel = connection.createChannel();
            channel.confirmSelect();
            for (var message : messages) {
                channel.basicPublish(
                        "", queue, MessageProperties.MINIMAL_PERSISTENT_BASIC, message);
            }
            channel.waitForConfirmsOrDie();
        }
    }

    /** How many messages a queue has that were not acknowledged, be they on their way or not. */
    public long messages(String queue) throws Exception {
        var listed =
                node.prepare(
                        List.of(
                                SCRIPTS.resolve("rabbitmqctl").toString(),
                                "list_queues",
                                "--silent",
                                "name",
                                "messages"),
                        surroundings);
        return listed.lines()
                .map(line -> line.split("\t"))
                .filter(words -> words[0].equals(queue))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }

    /**
     * Makes a stream that is there again after the node was killed. RabbitMQ 3.10 has the name of
     * what coordinates its streams on disk only minutes after the first of them, or once it was
     * stopped in an orderly way; killed before, it never starts them again.
     */
    public void declareToLast(String stream, Map<String, Object> arguments) throws Exception {
        declare(stream, arguments);
        node.prepare(control("stop_app"), surroundings);
        node.prepare(control("start_app"), surroundings);
    }

    private static List<String> control(String command) {
        return List.of(SCRIPTS.resolve("rabbitmqctl").toString(), command);
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        node.kill();
    }

    /** Starts it where it was. */
    public void restart() throws Exception {
        node.start();
    }

    @Override
    public void close() throws Exception {
        node.close();
        mapper.close();
    }
}
