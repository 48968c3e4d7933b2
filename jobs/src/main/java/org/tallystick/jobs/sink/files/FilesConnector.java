package org.tallystick.jobs.sink.files;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.FilesSinkWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Files of any Flink file system. */
public final class FilesConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new FilesSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof SinkSpec.Files files
                ? Optional.of(new CellFiles(files))
                : Optional.empty();
    }
}
