package org.tallystick.jobs.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
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

/** Keys and aggregates as columns of SQL, with every value that they may have. */
final class SqlTypes {
    /** The engine has timestamps in microseconds. */
    private static final int MICROS = 6;

    /** And times of a day in milliseconds. */
    private static final int MILLIS = 3;

    private SqlTypes() {}

    /** The type of the column, which may be null. */
    static LogicalType of(ValueType type) {
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

    /**
     * A value as Flink keeps it in rows.
     *
     * @param value of a cell; may be null
     */
    static Object toRow(ValueType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, LONG, DOUBLE -> value;
            case DECIMAL ->
                    DecimalData.fromBigDecimal((BigDecimal) value, type.precision(), type.scale());
            case STRING -> StringData.fromString((String) value);
            case TIMESTAMP -> TimestampData.fromLocalDateTime((LocalDateTime) value);
            case TIMESTAMP_LTZ -> TimestampData.fromInstant((Instant) value);
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> (int) TimeUnit.NANOSECONDS.toMillis(((LocalTime) value).toNanoOfDay());
        };
    }

    /** A row's value as a cell has it; may be null. */
    static Object ofRow(ValueType type, RowData row, int at) {
        if (row.isNullAt(at)) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> row.getBoolean(at);
            case LONG -> row.getLong(at);
            case DOUBLE -> row.getDouble(at);
            case DECIMAL -> row.getDecimal(at, type.precision(), type.scale()).toBigDecimal();
            case STRING -> row.getString(at).toString();
            case TIMESTAMP -> row.getTimestamp(at, MICROS).toLocalDateTime();
            case TIMESTAMP_LTZ -> row.getTimestamp(at, MICROS).toInstant();
            case DATE -> LocalDate.ofEpochDay(row.getInt(at));
            case TIME -> LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(row.getInt(at)));
        };
    }
}
