package org.tallystick.jobs.source.rabbitmq.stream;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A stream, as far as it was read.
 *
 * @param stream its name
 */
record StreamSplit(String stream, StreamPlace place) implements SourceSplit {

    @Override
    public String splitId() {
        return stream;
    }
}
