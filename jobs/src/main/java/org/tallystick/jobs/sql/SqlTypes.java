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
import org.tallystick.aggregate.ValueType;
import org.tallystick.sql.ColumnTypes;

/** Values of keys and aggregates in columns of SQL, whose types {@link ColumnTypes} says. */
final class SqlTypes {
    private SqlTypes() {}

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
            case TIMESTAMP -> row.getTimestamp(at, ColumnTypes.MICROS).toLocalDateTime();
            case TIMESTAMP_LTZ -> row.getTimestamp(at, ColumnTypes.MICROS).toInstant();
            case DATE -> LocalDate.ofEpochDay(row.getInt(at));
            case TIME -> LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(row.getInt(at)));
        };
    }
}
