package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.io.Serializable;
import org.tallystick.pipeline.SourceSpec.Start;

/**
 * Where a stream is read from without a checkpoint.
 *
 * @param start as the pipeline says it
 * @param known the offset behind what an archive holds; 0 where it holds nothing
 */
record StreamStart(StreamBounds bounds, Start start, long known) implements Serializable {

    String stream() {
        return bounds.stream();
    }

    StreamSplit split() throws IOException {
        return new StreamSplit(stream(), known == 0 ? bounds.of(start) : StreamPlace.at(known));
    }
}
