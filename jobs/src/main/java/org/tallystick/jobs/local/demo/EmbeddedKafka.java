package org.tallystick.jobs.local.demo;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker of one node inside this JVM: for the demo and for tests.
 *
 * <p>It listens on free ports of 127.0.0.1 only, needs no password, and keeps its data in a folder;
 * started on that folder again, it has its topics again. Transactions work. Topics are made with
 * {@link #createTopic}, never by use.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE = 1;

    /** The same at every start, or the broker would refuse the folder it wrote before. */
    private static final String CLUSTER = "dGFsbHlzdGljay1ub2RlMQ";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it can be used.
     *
     * @param folder where it keeps its data; made if absent
     * @throws IOException where the folder cannot be written or no port is free
     */
    public static EmbeddedKafka start(Path folder) throws IOException {
        return start(folder, freePorts());
    }

    /**
     * The same on a port that is known, so that clients find the broker again after it has gone.
     *
     * @throws IOException where the folder cannot be written
     */
    public static EmbeddedKafka start(Path folder, int port) throws IOException {
        return start(folder, new Ports(port, freePorts().controller()));
    }

    private static EmbeddedKafka start(Path folder, Ports ports) throws IOException {
        Files.createDirectories(folder);
        format(folder);
        var server = new KafkaRaftServer(config(folder, ports), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, "127.0.0.1:" + ports.broker());
    }

    /** {@code host:port}, as Kafka's clients want it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Makes a topic, ready for use; record timestamps are those of the producer. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Makes a topic with settings of its own, such as {@code cleanup.policy}. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        KafkaTopics.create(bootstrapServers, name, partitions, settings);
    }

    /** A client for all else that can be asked of a broker; the caller closes it. */
    public Admin admin() {
        return Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers));
    }

    /** Stops the broker; its data stays. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(nowhere())
                    .setIgnoreFormatted(true)
                    .setClusterId(CLUSTER)
                    .setNodeId(NODE)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .run();
        } catch (FormatterException e) {
            throw new IOException("not a folder that a Kafka broker can use: " + folder, e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // all that run() declares
            throw new IOException("cannot prepare a Kafka broker's folder " + folder, e);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private static KafkaConfig config(Path folder, Ports ports) {
        var broker = "127.0.0.1:" + ports.broker();
        var controller = "127.0.0.1:" + ports.controller();
        var settings = new Properties();
        settings.putAll(ONE_NODE);
        settings.put("log.dirs", folder.toString());
        settings.put("listeners", "BROKER://" + broker + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "BROKER://" + broker);
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        return KafkaConfig.fromProps(settings, false);
    }

    /** One copy of everything, few preallocated bytes, no waiting for company. */
    private static final Map<String, String> ONE_NODE =
            Map.ofEntries(
                    entry("process.roles", "broker,controller"),
                    entry("node.id", Integer.toString(NODE)),
                    entry("controller.listener.names", "CONTROLLER"),
                    entry("inter.broker.listener.name", "BROKER"),
                    entry(
                            "listener.security.protocol.map",
                            "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                    entry("auto.create.topics.enable", "false"),
                    entry("num.partitions", "1"),
                    entry("default.replication.factor", "1"),
                    entry("min.insync.replicas", "1"),
                    entry("offsets.topic.num.partitions", "1"),
                    entry("offsets.topic.replication.factor", "1"),
                    entry("transaction.state.log.num.partitions", "1"),
                    entry("transaction.state.log.replication.factor", "1"),
                    entry("transaction.state.log.min.isr", "1"),
                    entry("share.coordinator.state.topic.num.partitions", "1"),
                    entry("share.coordinator.state.topic.replication.factor", "1"),
                    entry("share.coordinator.state.topic.min.isr", "1"),
                    entry("group.initial.rebalance.delay.ms", "0"),
                    // Real events may be decades old; the broker must keep them all the same.
                    entry("log.retention.ms", "-1"),
                    entry("num.network.threads", "2"),
                    entry("num.io.threads", "8"),
                    entry("background.threads", "1"),
                    entry("num.recovery.threads.per.data.dir", "1"),
                    entry("log.cleaner.dedupe.buffer.size", "4194304"),
                    entry("transaction.max.timeout.ms", "3600000"));

    /** The two ports of a node. */
    private record Ports(int broker, int controller) {}

    /** Both are held open together so that they differ. */
    private static Ports freePorts() throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (var broker = new ServerSocket(0, 1, loopback);
                var controller = new ServerSocket(0, 1, loopback)) {
            return new Ports(broker.getLocalPort(), controller.getLocalPort());
        }
    }
}
