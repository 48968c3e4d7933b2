package org.tallystick.sql;

import java.util.Optional;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
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

    /** The precision of every timestamp column: microseconds. */
    static final int MICROS = 6;

    /** Empty for types that are neither keys nor arguments: ARRAY, MAP, ROW, BYTES, INTERVAL. */
    static Optional<FoldedType> of(LogicalType type) {
        return Optional.ofNullable(
                switch (type.getTypeRoot()) {
                    case BOOLEAN -> new FoldedType(ValueType.BOOLEAN, new BooleanType());
                    case TINYINT, SMALLINT, INTEGER, BIGINT ->
                            new FoldedType(ValueType.LONG, new BigIntType());
                    case FLOAT, DOUBLE -> new FoldedType(ValueType.DOUBLE, new DoubleType());
                    case DECIMAL -> decimal((DecimalType) type);
                    case CHAR, VARCHAR -> new FoldedType(ValueType.STRING, VarCharType.STRING_TYPE);
                    case DATE -> new FoldedType(ValueType.DATE, new DateType());
                    case TIME_WITHOUT_TIME_ZONE -> new FoldedType(ValueType.TIME, time(type));
                    case TIMESTAMP_WITHOUT_TIME_ZONE ->
                            new FoldedType(ValueType.TIMESTAMP, new TimestampType(MICROS));
                    case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                            new FoldedType(
                                    ValueType.TIMESTAMP_LTZ, new LocalZonedTimestampType(MICROS));
                    default -> null;
                });
    }

    private static FoldedType decimal(DecimalType type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        return new FoldedType(
                ValueType.decimal(precision, scale), new DecimalType(precision, scale));
    }

    private static LogicalType time(LogicalType type) {
        return new TimeType(((TimeType) type).getPrecision());
    }
}
