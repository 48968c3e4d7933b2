package org.tallystick.jobs.sink.kinesis;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Appends records to a stream. */
@FunctionalInterface
interface Puts {

    /**
     * Appends what can be; which is which may depend on each record's shard.
     *
     * @return the places of those that may pass when they are sent again
     * @throws IOException where one is refused for good
     */
    BitSet put(List<CellRecord> records) throws IOException, InterruptedException;
}
