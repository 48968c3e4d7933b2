package org.tallystick.jobs.source.connector;

import org.tallystick.source.files.FilesSource;

/** What the partitions of a source are called, each of which has a clock of its own. */
public enum PartitionNaming {
    /** By their topic and number. */
    TOPICS,
    /** All files are one. */
    FILES;

    /**
     * The partition of a record.
     *
     * @param topic the topic, or the file
     * @param number of the topic's partition; 0 in a file
     */
    public String name(String topic, int number) {
        return this == FILES ? FilesSource.PARTITION : topic + "-" + number;
    }
}
