package org.tallystick.jobs.source.kinesis;

import java.io.IOException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Something that was found in a shard, in its place among the others. */
@FunctionalInterface
interface ShardItem {

    /** What takes it. */
    interface Taker {

        void record(Record record) throws IOException;

        /**
         * Records were removed before they could be read.
         *
         * @param what which, and why they are not there
         */
        void lost(String what);

        /** All that had arrived by a time, epoch ms, has been read. */
        void readTo(long time);

        /**
         * There is no more to read.
         *
         * @param closed whether there will never be; else as far as this run goes
         */
        void end(boolean closed);
    }

    void to(Taker taker) throws IOException;
}
