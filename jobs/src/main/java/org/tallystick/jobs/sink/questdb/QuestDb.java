package org.tallystick.jobs.sink.questdb;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpServer;
import org.tallystick.jobs.sink.http.LineSink;
import org.tallystick.jobs.trial.Trial;

/** A QuestDB of cells. */
record QuestDb(QuestDbSpec spec) implements ConnectedSink {

    @Override
    public Sink<Cell> sink(SinkUse use) {
        var rejected = use.rejected(spec.rejectedCells(), spec.target(), spec.onRefusal());
        var lines = QuestDbLines.of(use.metrics(), spec.partition());
        var sink = new LineSink(server(), lines, use.json(), rejected);
        sink.prepareAhead();
        return sink;
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return metrics.stream()
                .map(metric -> QuestDbTable.of(metric, spec.partition()))
                .map(table -> Trial.of("sink questdb, table " + table.name(), () -> look(table)))
                .toList();
    }

    private String look(QuestDbTable table) throws Exception {
        return table.look(server().once().open()) + " at " + server().place();
    }

    @Override
    public Optional<String> unanswered() {
        return server().unanswered("/ping");
    }

    private HttpServer server() {
        return HttpServer.at("questdb", spec.url(), HttpLogin.header(spec.login(), "Bearer"));
    }
}
