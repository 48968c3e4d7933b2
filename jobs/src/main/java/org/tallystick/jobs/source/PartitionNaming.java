package org.tallystick.jobs.source;

import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.files.FilesSource;

/** What the partitions of a source are called, each of which has a clock of its own. */
public enum PartitionNaming {
    /** By their topic and number. */
    TOPICS,
    /** All files are one. */
    FILES;

    public static PartitionNaming of(SourceSpec source) {
        return source.match(new OfSource());
    }

    /**
     * The partition of a record.
     *
     * @param topic the topic, or the file
     * @param number of the topic's partition; 0 in a file
     */
    public String name(String topic, int number) {
        return this == FILES ? FilesSource.PARTITION : topic + "-" + number;
    }

    private static final class OfSource implements SourceSpec.Cases<PartitionNaming> {

        @Override
        public PartitionNaming kafka(SourceSpec.Kafka spec) {
            return TOPICS;
        }

        @Override
        public PartitionNaming files(SourceSpec.Files spec) {
            return FILES;
        }
    }
}
