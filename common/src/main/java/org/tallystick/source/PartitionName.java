package org.tallystick.source;

import org.apache.flink.table.data.StringData;

/**
 * What the records of a source partition have in common: the same object for all of them.
 *
 * @param topic the topic, or the file
 * @param number the topic's partition; 0 in a file
 * @param topicId what tells the topic from others of its name, or null
 */
public record PartitionName(StringData topic, int number, StringData topicId) {

    /** Of a file. */
    public static PartitionName file(StringData file) {
        return new PartitionName(file, 0, null);
    }
}
