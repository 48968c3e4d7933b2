package org.tallystick.source.files;

import org.apache.flink.table.data.StringData;

/**
 * A file that is being read.
 *
 * @param name its name in the folder
 * @param topic its path, as a column
 * @param modified when it was last written, epoch ms
 * @param length its bytes as they stand, packed or not
 */
record OpenFile(String name, StringData topic, long modified, long length) {
    OpenFile(String name, String path, long modified, long length) {
        this(name, StringData.fromString(path), modified, length);
    }
}
