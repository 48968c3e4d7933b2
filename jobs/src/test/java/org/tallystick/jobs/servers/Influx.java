package org.tallystick.jobs.servers;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** InfluxDB 1.6, as Debian has it. */
public final class Influx implements AutoCloseable {
    private static final DebianPackage PACKAGE = new DebianPackage("influxdb", "influxd");

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
            """;

    private final ServerProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Influx(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public static Influx start() throws Exception {
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
        return new Influx(process, port);
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Answers a statement of InfluxQL, in CSV. */
    public String query(String database, String statement) throws Exception {
        var form = "db=" + encoded(database) + "&q=" + encoded(statement);
        var request =
                HttpRequest.newBuilder(URI.create(address() + "/query?epoch=ms"))
                        .header("Accept", "application/csv")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts it where it was. */
    public void restart() throws Exception {
        process.start();
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
