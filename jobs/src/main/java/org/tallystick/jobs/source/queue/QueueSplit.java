package org.tallystick.jobs.source.queue;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One consumer's part of a queue.
 *
 * @param number of the consumer, from 0
 * @param next the position of its next message
 * @param unsettled of messages whose acknowledgement the broker may not know of, oldest first
 */
record QueueSplit(int number, long next, List<BodyDigest> unsettled) implements SourceSplit {

    @Override
    public String splitId() {
        return id(number);
    }

    /** Without the digests, of which there may be many. */
    @Override
    public String toString() {
        return "%s at %d, %d unsettled".formatted(splitId(), next, unsettled.size());
    }

    static String id(int number) {
        return "consumer-" + number;
    }
}
