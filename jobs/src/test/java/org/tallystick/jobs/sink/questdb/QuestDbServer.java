package org.tallystick.jobs.sink.questdb;

import io.questdb.ServerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tallystick.jobs.servers.ServerProcess;
import org.tallystick.jobs.sink.Outage;

/** A QuestDB within this process, which can be ended and started where it was. */
public final class QuestDbServer implements Outage.Restarted, AutoCloseable {
    private static final String USER = "tally";
    private static final String PASSWORD = "stick of hazel";

    private final Path folder;
    private final int port;
    private ServerMain server;

    private QuestDbServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static QuestDbServer start(Path folder) throws IOException {
        int port = ServerProcess.freePort();
        var settings = Files.createDirectories(folder.resolve("conf"));
        Files.write(
                settings.resolve("server.conf"),
                List.of(
                        "http.bind.to=127.0.0.1:" + port,
                        "http.user=" + USER,
                        "http.password=" + PASSWORD,
                        "http.min.enabled=false",
                        "pg.enabled=false",
                        "line.tcp.enabled=false",
                        "telemetry.enabled=false",
                        "shared.worker.count=1",
                        "http.worker.count=1"));
        Files.write(
                settings.resolve("log.conf"),
                List.of(
                        "writers=stdout",
                        "w.stdout.class=io.questdb.log.LogConsoleWriter",
                        "w.stdout.level=CRITICAL"));
        var server = new QuestDbServer(folder, port);
        server.restart();
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public static String user() {
        return USER;
    }

    public static String password() {
        return PASSWORD;
    }

    @Override
    public void kill() {
        server.close();
    }

    @Override
    public void restart() {
        server = new ServerMain("-d", folder.toString());
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }
}
