package org.tallystick.jobs.sink.influxdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.jobs.sink.SampleCells;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.pipeline.OnRefusal;

/**
 * What is asked of InfluxDB 2, and how often. There is no InfluxDB 2 to be had here: the one who
 * answers only listens.
 */
class InfluxTwoTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void pointsGoToTheBucketWithTheTokenAndAgainWhereTheServerIsBusy(@TempDir Path rejected)
            throws Exception {
        var listener =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", this::answer);
        listener.start();
        try {
            run("http://127.0.0.1:" + listener.getAddress().getPort() + "/", rejected);
        } finally {
            listener.stop(0);
        }

        var point =
                "POST /api/v2/write?org=our%20org&bucket=metrics&precision=ms Token hunter2 "
                        + "departures,window=tumbling\\ 1\\ h,window_ms=3600000,origin=JFK"
                        + " window_end=978310800000i,flights=3i,nulls=\"mean\",events=3i,revision=0i,"
                        + "retracted=f 978307200000";
        assertThat(asked.stream().filter(each -> each.contains("departures")).toList())
                .containsExactly(point, point);
    }

    /** The first points come when it is busy. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8).strip();
            boolean busy =
                    body.contains("departures")
                            && asked.stream().noneMatch(each -> each.contains("departures"));
            asked.add(
                    "%s %s %s %s"
                            .formatted(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().toString().replace("+", "%20"),
                                    exchange.getRequestHeaders().getFirst("Authorization"),
                                    body));
            exchange.sendResponseHeaders(busy ? 503 : body.isEmpty() ? 400 : 204, -1);
        }
    }

    private static void run(String url, Path rejected) throws Exception {
        var spec =
                new InfluxSpec(
                        url,
                        new InfluxSpec.Place("metrics", "our org"),
                        Map.of("token", "hunter2"),
                        rejected.toString(),
                        OnRefusal.KEEP);
        var env = Jobs.batch();
        GeneratorFunction<Long, Cell> one = index -> SampleCells.cell("JFK", 3, null, 0);
        Sinks.write(
                Jobs.records(env, 1, one, CellType.INSTANCE),
                spec,
                List.of(SampleCells.DEPARTURES),
                "flights-live",
                "sink");
        env.execute();
    }
}
