package org.tallystick.jobs.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.tallystick.jobs.cluster.Await;
import org.tallystick.jobs.cluster.Child;

/**
 * A server in a temporary folder of its own, which is its home too, as a user without rights. It
 * can be killed and started again where it was.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    /** Some servers pass over a signal that comes while they start. */
    private static final Duration END = Duration.ofSeconds(10);

    private final Path folder;
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private Await.Condition ready = () -> true;
    private Child child;

    private ServerProcess(Path folder) {
        this.folder = folder;
    }

    /** One that is not started yet, in a new folder. */
    public static ServerProcess in(String name) throws IOException {
        return new ServerProcess(Unprivileged.folder(name));
    }

    /** Its folder; what it prints is in the file {@code out} there. */
    public Path folder() {
        return folder;
    }

    /** Runs a short program as the server's user, and says what it printed. */
    public String prepare(List<String> program, Map<String, String> surroundings)
            throws IOException, InterruptedException {
        var ended = run("prepared", program, surroundings);
        var said = ended.awaitEnd();
        if (ended.process().exitValue() != 0) {
            throw new IOException(program + ": " + said);
        }
        return said;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param surroundings variables of its environment, beside {@code HOME}
     */
    public void start(
            List<String> program, Map<String, String> surroundings, Await.Condition whenReady)
            throws Exception {
        command = program;
        environment = surroundings;
        ready = whenReady;
        start();
    }

    /** Starts it again as it was started before. */
    public void start() throws Exception {
        child = run("out", command, environment);
        Await.until(command.get(0), START, child::text, this::isReady);
    }

    private Child run(String printed, List<String> program, Map<String, String> surroundings)
            throws IOException {
        var all = new HashMap<>(surroundings);
        all.putIfAbsent("HOME", folder.toString());
        return Child.start(folder.resolve(printed), Unprivileged.command(program), all);
    }

    private boolean isReady() throws Exception {
        if (!child.process().isAlive()) {
            throw new IOException(command + " ends at once: " + child.text());
        }
        return ready.holds();
    }

    /** As {@code kill -9} does, of it and what it has started. */
    public void kill() throws InterruptedException {
        var started = child.process().descendants().toList();
        child.kill();
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(each -> each.onExit().join());
    }

    /** Ends it, and removes its folder. */
    @Override
    public void close() throws Exception {
        if (child != null) {
            child.process().destroy();
            child.process().waitFor(END.toSeconds(), TimeUnit.SECONDS);
            kill();
        }
        if (Files.exists(folder)) {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** A port of the loopback that was free a moment ago. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether what it printed since it was started has this in it. */
    public boolean printed(String text) {
        return child.text().contains(text);
    }

    /** Whether someone listens there. */
    public static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
