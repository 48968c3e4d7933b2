package org.tallystick.jobs.sink.jdbc;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SinkSpec;

/** A database of cells. */
record Database(SinkSpec.Jdbc spec) implements ConnectedSink {

    @Override
    public Sink<Cell> sink(SinkUse use) {
        var rejected = use.rejected(spec.rejectedCells(), spec.target(), spec.onRefusal());
        var sink = JdbcSink.of(spec, use.metrics(), rejected);
        sink.prepareAhead();
        return sink;
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return JdbcTrials.of(spec, metrics);
    }

    @Override
    public Optional<String> unanswered() {
        return JdbcConnection.to(spec.url(), spec.properties()).unanswered();
    }
}
