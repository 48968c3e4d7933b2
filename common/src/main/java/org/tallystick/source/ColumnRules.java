package org.tallystick.source;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Makes a decoded row keep what its type promises, as no format does by itself: no null where none
 * is allowed, and no timestamp finer than its column, which would be cut or not depending on
 * whether the row is sent over the network.
 */
final class ColumnRules implements Serializable {
    private static final long FURTHEST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    private final List<String> names;
    private final int[] required;

    /** Nanoseconds to which a column's timestamps are cut; 0 for columns of other types. */
    private final int[] units;

    private ColumnRules(List<String> names, int[] required, int[] units) {
        this.names = names;
        this.required = required;
        this.units = units;
    }

    static ColumnRules of(RowType type) {
        int[] required =
                IntStream.range(0, type.getFieldCount())
                        .filter(i -> !type.getTypeAt(i).isNullable())
                        .toArray();
        int[] units = type.getChildren().stream().mapToInt(ColumnRules::unit).toArray();
        return new ColumnRules(type.getFieldNames(), required, units);
    }

    private static int unit(LogicalType type) {
        var root = type.getTypeRoot();
        boolean timestamp =
                root == LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE
                        || root == LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        return timestamp ? (int) Math.pow(10, 9 - LogicalTypeChecks.getPrecision(type)) : 0;
    }

    void check(GenericRowData row) throws BadRecordException {
        for (int column : required) {
            if (row.isNullAt(column)) {
                throw new BadRecordException("field '" + names.get(column) + "' is null");
            }
        }
    }

    /**
     * The value of a column, cut where it is a timestamp finer than its type.
     *
     * @throws BadRecordException for a timestamp so far off that its microseconds, which is what an
     *     archive has, would overflow
     */
    Object value(GenericRowData row, int column) throws BadRecordException {
        var value = row.getField(column);
        int unit = units[column];
        if (unit == 0 || value == null) {
            return value;
        }
        var timestamp = (TimestampData) value;
        if (Math.abs(timestamp.getMillisecond() / 1000) > FURTHEST_SECONDS) {
            throw new BadRecordException(
                    "field '" + names.get(column) + "' is beyond what timestamps can hold");
        }
        int finer = timestamp.getNanoOfMillisecond() % unit;
        return finer == 0
                ? timestamp
                : TimestampData.fromEpochMillis(
                        timestamp.getMillisecond(), timestamp.getNanoOfMillisecond() - finer);
    }
}
