package org.tallystick.jobs.sink.kinesis;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Kinesis streams, written by Amazon's SDK. */
public final class KinesisConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new KinesisSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof KinesisCells cells
                ? Optional.of(new CellStream(cells))
                : Optional.empty();
    }
}
