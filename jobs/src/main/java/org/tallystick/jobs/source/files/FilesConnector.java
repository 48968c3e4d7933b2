package org.tallystick.jobs.source.files;

import java.util.Optional;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.pipeline.FilesSourceWords;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Files of any Flink file system. */
public final class FilesConnector implements SourceConnector {

    @Override
    public SourceWords words() {
        return new FilesSourceWords();
    }

    @Override
    public Optional<ConnectedSource> connect(SourceSpec spec) {
        return spec instanceof SourceSpec.Files files
                ? Optional.of(new EventFiles(files))
                : Optional.empty();
    }
}
