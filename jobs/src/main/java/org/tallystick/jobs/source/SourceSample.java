package org.tallystick.jobs.source;

import java.util.function.Consumer;
import org.tallystick.jobs.trial.OutsideJobs;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** Reads some records of a pipeline's source without a job, and leaves it as it was. */
public final class SourceSample {
    private SourceSample() {}

    /**
     * Reads records: the first of files; of topics a share of each partition, one after another.
     *
     * @param decoder an {@link #opened} one of the source's, which knows where records end; others
     *     of the same format may decode them
     * @param limit how many records at most
     * @param records takes them, those of a partition in its order
     * @return whether there are more
     * @throws TrialException one line, where the source cannot be read
     */
    public static boolean read(
            SourceSpec source, EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws Exception {
        return Sources.of(source).sample(decoder, limit, records);
    }

    /** The decoder, ready to decode where there is no job: nobody reads what it counts. */
    public static EventDecoder opened(EventDecoder decoder) throws Exception {
        decoder.open(new OutsideJobs());
        return decoder;
    }

    /** The name of the partition by whose clock a record goes: all files are one. */
    public static String partition(SourceSpec source, RawRecord record) {
        var partition = record.partition();
        return Sources.of(source).naming().name(partition.topic().toString(), partition.number());
    }
}
