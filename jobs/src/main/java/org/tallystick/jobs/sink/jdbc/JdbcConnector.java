package org.tallystick.jobs.sink.jdbc;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.JdbcSinkWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Databases, each with one table a metric. */
public final class JdbcConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new JdbcSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof SinkSpec.Jdbc jdbc
                ? Optional.of(new Database(jdbc))
                : Optional.empty();
    }
}
