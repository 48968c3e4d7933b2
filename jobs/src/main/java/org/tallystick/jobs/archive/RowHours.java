package org.tallystick.jobs.archive;

import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The hour of event time that a row is of.
 *
 * @param column the row's timestamp, or {@value #NONE} where all rows are of one hour
 * @param precision of that column
 */
record RowHours(int column, int precision) {
    private static final int NONE = -1;
    private static final long MILLIS = 3_600_000;

    static RowHours of(RowType rows, Optional<String> time) {
        if (time.isEmpty()) {
            return new RowHours(NONE, 0);
        }
        int column = rows.getFieldIndex(time.get());
        return new RowHours(column, LogicalTypeChecks.getPrecision(rows.getTypeAt(column)));
    }

    /** Hours since 1970. */
    long of(RowData row) {
        return column == NONE
                ? 0
                : Math.floorDiv(row.getTimestamp(column, precision).getMillisecond(), MILLIS);
    }
}
