package org.tallystick.jobs.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.tallystick.jobs.local.demo.EmbeddedKafka;

/** A Kafka broker that is a process of its own: it can be killed and started where it was. */
final class Broker implements AutoCloseable {
    private static final String READY = "serves on ";

    private final Path folder;
    private final int port;
    private Child child;

    private Broker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** The process: a folder and a port. */
    public static void main(String[] arguments) throws Exception {
        var kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(READY + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    static Broker start(Path folder) throws Exception {
        var broker = new Broker(folder, freePort());
        broker.start();
        return broker;
    }

    void start() throws Exception {
        child =
                Child.start(
                                Path.of(folder + ".out"),
                                List.of(
                                        Child.java(),
                                        "-Xmx256m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Broker.class.getName(),
                                        folder.toString(),
                                        Integer.toString(port)),
                                Map.of())
                        .awaitPrinted(READY);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
