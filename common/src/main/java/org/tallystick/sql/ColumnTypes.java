package org.tallystick.sql;

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

/** Columns of SQL that hold every value of a key or an aggregate. */
public final class ColumnTypes {
    /** The precision of every timestamp column: microseconds. */
    public static final int MICROS = 6;

    /** And of every time of a day: milliseconds. */
    private static final int MILLIS = 3;

    private ColumnTypes() {}

    /** The type of the column, which may be null. */
    public static LogicalType of(ValueType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanType();
            case LONG -> new BigIntType();
            case DOUBLE -> new DoubleType();
            case DECIMAL -> new DecimalType(type.precision(), type.scale());
            case STRING -> VarCharType.STRING_TYPE;
            case TIMESTAMP -> new TimestampType(MICROS);
            case TIMESTAMP_LTZ -> new LocalZonedTimestampType(MICROS);
            case DATE -> new DateType();
            case TIME -> new TimeType(MILLIS);
        };
    }
}
