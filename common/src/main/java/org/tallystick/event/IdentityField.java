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
 * @param name its name in the event schema
 * @param column where it stands in the event
 * @param type its type, one that {@link #canHold}
 */
record IdentityField(String name, int column, LogicalType type) implements Serializable {

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
        switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> into.putBytes(event.getString(column).toBytes());
            case BINARY, VARBINARY -> into.putBytes(event.getBinary(column));
            case DECIMAL -> into.putBytes(decimal(event, (DecimalType) type).getBytes(UTF_8));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    write(event.getTimestamp(column, LogicalTypeChecks.getPrecision(type)), into);
            default -> into.putLong(number(event));
        }
    }

    private long number(RowData event) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> event.getBoolean(column) ? 1 : 0;
            case TINYINT -> event.getByte(column);
            case SMALLINT -> event.getShort(column);
            case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE -> event.getInt(column);
            case BIGINT -> event.getLong(column);
            case FLOAT -> Double.doubleToLongBits(event.getFloat(column));
            case DOUBLE -> Double.doubleToLongBits(event.getDouble(column));
            default -> throw new IllegalStateException("no identity from " + type);
        };
    }

    private String decimal(RowData event, DecimalType decimal) {
        return event.getDecimal(column, decimal.getPrecision(), decimal.getScale())
                .toBigDecimal()
                .toPlainString();
    }

    private static void write(TimestampData timestamp, IdentityBytes into) {
        into.putLong(timestamp.getMillisecond());
        into.putLong(timestamp.getNanoOfMillisecond());
    }
}
