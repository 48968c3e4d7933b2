package org.tallystick.source.files;

import org.apache.flink.table.data.StringData;

/**
 * A file that is being read.
 *
 * @param name its name in the folder
 * @param topic its path, as a column
 * @param modified when it was last written, epoch ms
 */
record OpenFile(String name, StringData topic, long modified) {
    OpenFile(String name, String path, long modified) {
        this(name, StringData.fromString(path), modified);
    }
}
