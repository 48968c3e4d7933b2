package org.tallystick.jobs.archive;

import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/**
 * What {@link DataFiles} keeps to.
 *
 * @param held how much of the heap rows that wait may take, bytes
 * @param open how many files may be open for more rows to come; one more is open while rows that
 *     waited are written
 * @param ownFile bytes of rows from which an hour, a day, a month or a year gets a file of its own
 * @param fewHours so many hours at most get files of their own in the end, however small
 */
record WriteLimits(long held, int open, long ownFile, int fewHours) {
    private static final long OWN_FILE = 1 << 20;
    private static final int FEW_HOURS = 64;
    private static final int MOST_OPEN = 8;

    /** An hour ends while the next has begun. */
    private static final int LEAST_OPEN = 2;

    /**
     * A quarter of the heap's share is for rows that wait; of the rest each open file gets as much
     * as a row group may take.
     */
    static WriteLimits of(Table table, long heapBytes) {
        long rowGroup =
                PropertyUtil.propertyAsLong(
                        table.properties(),
                        TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
                        TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT);
        long held = heapBytes / 4;
        int open = (int) Math.min(MOST_OPEN, (heapBytes - held) / rowGroup);
        return new WriteLimits(held, Math.max(LEAST_OPEN, open), OWN_FILE, FEW_HOURS);
    }
}
