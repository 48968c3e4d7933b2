package org.tallystick.jobs.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tallystick.jobs.sink.Outage;

/** MariaDB, as Debian has it: with a database {@code metrics} and a user {@code tally}. */
public final class MariaDbServer implements Outage.Restarted, AutoCloseable {
    private static final DebianPackage SERVER = new DebianPackage("mariadb-server", "mariadbd");
    private static final DebianPackage INSTALLER =
            new DebianPackage("mariadb-server", "mariadb-install-db");
    private static final String PASSWORD = "stick of hazel";

    /** Statements that the server itself obeys at each start, one a line. */
    private static final List<String> FIRST =
            List.of(
                    "CREATE DATABASE IF NOT EXISTS metrics;",
                    "CREATE USER IF NOT EXISTS tally@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "';",
                    "GRANT ALL ON metrics.* TO tally@'127.0.0.1';");

    private final ServerProcess process;
    private final int port;

    private MariaDbServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public static MariaDbServer start() throws Exception {
        var program = SERVER.require();
        var installer = INSTALLER.require();
        var process = ServerProcess.in("mariadb");
        var data = process.folder().resolve("data");
        process.prepare(
                List.of(
                        installer.toString(),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"),
                Map.of());
        var first = process.folder().resolve("first.sql");
        Files.write(first, FIRST);
        int port = ServerProcess.freePort();
        process.start(
                command(program, process.folder(), data, first, port),
                Map.of(),
                () -> process.printed("ready for connections"));
        return new MariaDbServer(process, port);
    }

    private static List<String> command(
            Path program, Path folder, Path data, Path first, int port) {
        return List.of(
                program.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=32M",
                "--init-file=" + first);
    }

    /** Host, port and database. */
    public String place() {
        return "//127.0.0.1:" + port + "/metrics";
    }

    public String user() {
        return "tally";
    }

    public String password() {
        return PASSWORD;
    }

    /** As {@code kill -9} does. */
    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts it where it was. */
    @Override
    public void restart() throws Exception {
        process.start();
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
