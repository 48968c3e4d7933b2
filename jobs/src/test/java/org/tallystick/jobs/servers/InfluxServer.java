package org.tallystick.jobs.servers;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.tallystick.jobs.sink.Outage;

/** InfluxDB 1.6, as Debian has it. */
public final class InfluxServer implements Outage.Restarted, AutoCloseable {
    private static final DebianPackage PACKAGE = new DebianPackage("influxdb", "influxd");

    private static final String USER = "tally";
    private static final String PASSWORD = "stick of hazel";
    static final String LOGIN =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static final String CONFIGURATION =
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:%2$d"
            [meta]
              dir = "%1$s/meta"
            [data]
              dir = "%1$s/data"
              wal-dir = "%1$s/wal"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:%3$d"
              log-enabled = false
              auth-enabled = true
            """;

    private final ServerProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private InfluxServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public static InfluxServer start() throws Exception {
        var program = PACKAGE.require();
        var process = ServerProcess.in("influx");
        int port = ServerProcess.freePort();
        var settings = process.folder().resolve("influxdb.conf");
        Files.writeString(
                settings,
                CONFIGURATION.formatted(process.folder(), ServerProcess.freePort(), port));
        process.start(
                List.of(program.toString(), "-config", settings.toString()),
                Map.of(),
                () -> ServerProcess.answers(port));
        var influx = new InfluxServer(process, port);
        influx.query("", "CREATE USER tally WITH PASSWORD '" + PASSWORD + "' WITH ALL PRIVILEGES");
        return influx;
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** User and password, by the names of the keys in a pipeline file. */
    public static Map<String, String> login() {
        return Map.of("user", USER, "password", PASSWORD);
    }

    /** Answers a statement of InfluxQL, in CSV. */
    public String query(String database, String statement) throws Exception {
        var form = "db=" + encoded(database) + "&q=" + encoded(statement);
        var request =
                HttpRequest.newBuilder(URI.create(address() + "/query?epoch=ms"))
                        .header("Accept", "application/csv")
                        .header("Authorization", LOGIN)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
