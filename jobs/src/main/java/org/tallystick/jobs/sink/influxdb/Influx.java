package org.tallystick.jobs.sink.influxdb;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.sink.http.HttpCall;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpServer;
import org.tallystick.jobs.sink.http.LineSink;
import org.tallystick.jobs.trial.Trial;

/** A database or bucket of cells. */
record Influx(InfluxSpec spec) implements ConnectedSink {

    @Override
    public Sink<Cell> sink(SinkUse use) {
        var rejected = use.rejected(spec.rejectedCells(), spec.target(), spec.onRefusal());
        var lines = InfluxLines.of(use.metrics(), path());
        var sink = new LineSink(server(), lines, use.json(), rejected);
        sink.prepareAhead();
        return sink;
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        var lines = InfluxLines.of(metrics, path());
        return List.of(
                Trial.of(
                        "sink influxdb, " + spec.place().name(),
                        () -> {
                            lines.prepare(server().once().open());
                            return "takes points at " + server().place();
                        }));
    }

    @Override
    public Optional<String> unanswered() {
        return server().unanswered("/ping");
    }

    private HttpServer server() {
        return HttpServer.at("influxdb", spec.url(), HttpLogin.header(spec.login(), "Token"));
    }

    /** Times are in milliseconds. */
    private String path() {
        var name = HttpCall.encoded(spec.place().name());
        return spec.place().isBucket()
                ? "/api/v2/write?org=%s&bucket=%s&precision=ms"
                        .formatted(HttpCall.encoded(spec.place().organization()), name)
                : "/write?db=" + name + "&precision=ms";
    }
}
