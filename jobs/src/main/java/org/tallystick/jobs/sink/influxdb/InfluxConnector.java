package org.tallystick.jobs.sink.influxdb;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** InfluxDB, with one measurement a metric. */
public final class InfluxConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new InfluxWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof InfluxSpec influx
                ? Optional.of(new Influx(influx))
                : Optional.empty();
    }
}
