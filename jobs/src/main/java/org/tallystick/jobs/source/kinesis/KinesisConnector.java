package org.tallystick.jobs.source.kinesis;

import java.time.InstantSource;
import java.util.Optional;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Kinesis streams, read by Amazon's SDK. */
public final class KinesisConnector implements SourceConnector {

    @Override
    public SourceWords words() {
        return new KinesisSourceWords();
    }

    @Override
    public Optional<ConnectedSource> connect(SourceSpec spec) {
        return spec instanceof KinesisStream stream
                ? Optional.of(new Stream(stream, InstantSource.system()))
                : Optional.empty();
    }
}
