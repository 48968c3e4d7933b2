package org.tallystick.sql;

import java.util.Optional;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimeType;
import org.tallystick.aggregate.ValueType;

/**
 * A SQL type and the one of the few that it is widened to on entry.
 *
 * @param value the type as aggregates and keys know it
 * @param column the type of the projected column
 */
record FoldedType(ValueType value, LogicalType column) {

    /** What an expression may be, for messages. */
    static final String ACCEPTED =
            "numbers, STRING, BOOLEAN, DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ";

    /** Empty for types that are neither keys nor arguments: ARRAY, MAP, ROW, BYTES, INTERVAL. */
    static Optional<FoldedType> of(LogicalType type) {
        return Optional.ofNullable(value(type))
                .map(value -> new FoldedType(value, column(value, type)));
    }

    /** Null for those. */
    private static ValueType value(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> ValueType.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> ValueType.LONG;
            case FLOAT, DOUBLE -> ValueType.DOUBLE;
            case DECIMAL -> decimal((DecimalType) type);
            case CHAR, VARCHAR -> ValueType.STRING;
            case DATE -> ValueType.DATE;
            case TIME_WITHOUT_TIME_ZONE -> ValueType.TIME;
            case TIMESTAMP_WITHOUT_TIME_ZONE -> ValueType.TIMESTAMP;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ValueType.TIMESTAMP_LTZ;
            default -> null;
        };
    }

    private static ValueType decimal(DecimalType type) {
        return ValueType.decimal(type.getPrecision(), type.getScale());
    }

    /** A time of a day stays as fine as it is. */
    private static LogicalType column(ValueType value, LogicalType type) {
        return type instanceof TimeType time
                ? new TimeType(time.getPrecision())
                : ColumnTypes.of(value);
    }
}
