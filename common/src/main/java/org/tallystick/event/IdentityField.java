package org.tallystick.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * One field of an identity.
 *
 * @param path where it lies in the event; its type is one that {@link #canHold}
 */
record IdentityField(ColumnPath path) implements Serializable {

    /** Whether a field of this type can be part of an identity. */
    static boolean canHold(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DATE, TIME_WITHOUT_TIME_ZONE -> true;
            case FLOAT, DOUBLE, DECIMAL, CHAR, VARCHAR, BINARY, VARBINARY -> true;
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
            default -> false;
        };
    }

    /** Appends the value's one form. */
    void write(RowData event, IdentityBytes into) {
        var row = path.row(event);
        int column = path.column();
        var type = path.type();
        switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> into.putBytes(row.getString(column).toBytes());
            case BINARY, VARBINARY -> into.putBytes(row.getBinary(column));
            case DECIMAL -> into.putBytes(decimal(row, column, (DecimalType) type).getBytes(UTF_8));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    write(row.getTimestamp(column, LogicalTypeChecks.getPrecision(type)), into);
            default -> into.putLong(number(row, column, type));
        }
    }

    private static long number(RowData row, int column, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> row.getBoolean(column) ? 1 : 0;
            case TINYINT -> row.getByte(column);
            case SMALLINT -> row.getShort(column);
            case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE -> row.getInt(column);
            case BIGINT -> row.getLong(column);
            case FLOAT -> Double.doubleToLongBits(row.getFloat(column));
            case DOUBLE -> Double.doubleToLongBits(row.getDouble(column));
            default -> throw new IllegalStateException("no identity from " + type);
        };
    }

    private static String decimal(RowData row, int column, DecimalType decimal) {
        return row.getDecimal(column, decimal.getPrecision(), decimal.getScale())
                .toBigDecimal()
                .toPlainString();
    }

    private static void write(TimestampData timestamp, IdentityBytes into) {
        into.putLong(timestamp.getMillisecond());
        into.putLong(timestamp.getNanoOfMillisecond());
    }
}
