package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.event.EventLayout;

/**
 * A projected row, seen as columns. It is pointed at one row after another and copies nothing but
 * strings that are not in an array of their own.
 */
public final class RowColumns implements Columns {
    private static final int MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final ValueType[] types;
    private RowData row;

    /**
     * @param types {@link Binding#columnTypes}
     */
    public RowColumns(List<ValueType> types) {
        this.types = types.toArray(ValueType[]::new);
    }

    /** Points at a row, which must not change while it is read. */
    public RowColumns point(RowData row) {
        this.row = row;
        return this;
    }

    @Override
    public boolean isReadAgain() {
        return EventLayout.isReadAgain(row);
    }

    @Override
    public boolean isNull(int column) {
        return row.isNullAt(column);
    }

    @Override
    public long getLong(int column) {
        return switch (types[column].kind()) {
            case LONG -> row.getLong(column);
            case BOOLEAN -> row.getBoolean(column) ? 1 : 0;
            case DATE, TIME -> row.getInt(column);
            case TIMESTAMP, TIMESTAMP_LTZ -> micros(row.getTimestamp(column, ColumnTypes.MICROS));
            case DOUBLE, DECIMAL, STRING ->
                    throw new IllegalStateException("column " + column + " is " + types[column]);
        };
    }

    private static long micros(TimestampData timestamp) {
        return timestamp.getMillisecond() * MICROS_PER_MILLI
                + timestamp.getNanoOfMillisecond() / NANOS_PER_MICRO;
    }

    @Override
    public double getDouble(int column) {
        return row.getDouble(column);
    }

    @Override
    public BigDecimal getDecimal(int column) {
        ValueType type = types[column];
        return row.getDecimal(column, type.precision(), type.scale()).toBigDecimal();
    }

    @Override
    public byte[] getUtf8(int column) {
        return row.getString(column).toBytes();
    }
}
