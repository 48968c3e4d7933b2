package org.tallystick.aggregate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A projected event made of Java values of the classes that {@link ValueType.Kind} states, from
 * column {@link Columns#FIRST} on; null is null.
 *
 * @param time event time, epoch ms
 * @param partitionTime the partition's clock, epoch ms; may be null
 * @param identity hash of the event's identity
 * @param values the pipeline's own columns; elements may be null
 */
public record TestColumns(long time, Long partitionTime, long identity, List<Object> values)
        implements Columns {

    public TestColumns {
        values = Collections.unmodifiableList(values);
    }

    /** An event at time 0 with identity 0. */
    public static TestColumns of(Object... values) {
        return new TestColumns(0, null, 0, Arrays.asList(values.clone()));
    }

    public TestColumns at(long time) {
        return new TestColumns(time, partitionTime, identity, values);
    }

    public TestColumns partitionTime(Long partitionTime) {
        return new TestColumns(time, partitionTime, identity, values);
    }

    public TestColumns identity(long identity) {
        return new TestColumns(time, partitionTime, identity, values);
    }

    @Override
    public boolean isNull(int column) {
        return value(column) == null;
    }

    @Override
    public long getLong(int column) {
        return Values.toWord(value(column));
    }

    @Override
    public double getDouble(int column) {
        return (Double) value(column);
    }

    @Override
    public BigDecimal getDecimal(int column) {
        return (BigDecimal) value(column);
    }

    @Override
    public byte[] getUtf8(int column) {
        return ((String) value(column)).getBytes(StandardCharsets.UTF_8);
    }

    private Object value(int column) {
        return switch (column) {
            case TIME -> time;
            case PARTITION_TIME -> partitionTime;
            case IDENTITY -> identity;
            default -> values.get(column - FIRST);
        };
    }
}
