package org.tallystick.source;

import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RejectKind;

/**
 * Makes a decoded row keep what its type promises, as no format does by itself: no null where none
 * is allowed, and no timestamp finer than its column, which would be cut where the row is sent over
 * the network.
 */
final class ColumnRules implements Serializable {
    private static final long FURTHEST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    private final List<String> names;
    private final int[] required;
    private final int[] timestamps;

    /** Nanoseconds of the last decimal of each of the timestamps. */
    private final int[] units;

    private ColumnRules(List<String> names, int[] required, int[] timestamps, int[] units) {
        this.names = names;
        this.required = required;
        this.timestamps = timestamps;
        this.units = units;
    }

    static ColumnRules of(RowType type) {
        int[] required = columns(type, column -> !column.isNullable());
        int[] timestamps = columns(type, column -> column.is(LogicalTypeFamily.TIMESTAMP));
        int[] units = IntStream.of(timestamps).map(i -> unit(type.getTypeAt(i))).toArray();
        return new ColumnRules(type.getFieldNames(), required, timestamps, units);
    }

    private static int[] columns(RowType type, Predicate<LogicalType> which) {
        return IntStream.range(0, type.getFieldCount())
                .filter(i -> which.test(type.getTypeAt(i)))
                .toArray();
    }

    private static int unit(LogicalType type) {
        return (int) Math.pow(10, 9 - LogicalTypeChecks.getPrecision(type));
    }

    /**
     * @throws BadRecordException for a null where none is allowed
     */
    void check(GenericRowData row) throws BadRecordException {
        for (int column : required) {
            if (row.isNullAt(column)) {
                throw new BadRecordException(
                        RejectKind.FIELD, "field '" + names.get(column) + "' is null");
            }
        }
    }

    /**
     * @throws BadRecordException for a timestamp finer than its type, or so far off that its
     *     microseconds, which is what an archive has, would overflow
     */
    void checkTimestamps(GenericRowData row) throws BadRecordException {
        for (int i = 0; i < timestamps.length; i++) {
            int column = timestamps[i];
            if (!row.isNullAt(column)) {
                check(column, (TimestampData) row.getField(column), units[i]);
            }
        }
    }

    private void check(int column, TimestampData timestamp, int unit) throws BadRecordException {
        if (Math.abs(timestamp.getMillisecond() / 1000) > FURTHEST_SECONDS) {
            throw new BadRecordException(
                    RejectKind.FIELD,
                    "field '" + names.get(column) + "' is beyond what timestamps can hold");
        }
        if (timestamp.getNanoOfMillisecond() % unit != 0) {
            throw new BadRecordException(
                    RejectKind.FIELD,
                    "field '%s': %s is finer than the column"
                            .formatted(names.get(column), timestamp));
        }
    }
}
