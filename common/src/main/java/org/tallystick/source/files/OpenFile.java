package org.tallystick.source.files;

import org.apache.flink.table.data.StringData;
import org.tallystick.source.PartitionName;

/**
 * A file that is being read.
 *
 * @param name its name in the folder
 * @param partition what its records have in common: their topic is its path
 * @param modified when it was last written, epoch ms
 * @param length its bytes as they stand, packed or not
 */
record OpenFile(String name, PartitionName partition, long modified, long length) {
    OpenFile(String name, String path, long modified, long length) {
        this(name, PartitionName.file(StringData.fromString(path)), modified, length);
    }

    /** Its path. */
    StringData topic() {
        return partition.topic();
    }
}
