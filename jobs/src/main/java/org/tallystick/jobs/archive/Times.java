package org.tallystick.jobs.archive;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;

/** Epoch milliseconds in a row, and the table's timestamps. */
final class Times {
    private Times() {}

    /** The epoch ms of a BIGINT column as a timestamp; null where it is. */
    static TimestampData timestamp(RowData row, int column) {
        return row.isNullAt(column) ? null : TimestampData.fromEpochMillis(row.getLong(column));
    }

    /** The epoch ms of a TIMESTAMP_LTZ column; null where it is. */
    static Long millis(RowData row, int column) {
        return row.isNullAt(column) ? null : row.getTimestamp(column, 6).getMillisecond();
    }
}
