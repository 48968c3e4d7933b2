package org.tallystick.engine.assemble;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.window.Windows;

/** An event with an amount, of a metric with count and an exact sum of doubles. */
final class Spend implements Columns {
    /** What the event has in the column of the amount. */
    double amount;

    /** What it has in the same column where that is read as its key. */
    long key;

    /** Epoch ms. */
    long time;

    /** Its partition's clock when it came, epoch ms. */
    long partitionTime;

    /** The metric, with one window. */
    static BoundMetric metric(String window) {
        return new BoundMetric(
                "m",
                "",
                -1,
                List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.LONG)),
                List.of(aggregator("count"), aggregator("sum")),
                List.of(Windows.parse(window)));
    }

    private static NamedAggregator aggregator(String function) {
        var argument = new MetricDefinition.Argument("`amount`", ValueType.DOUBLE);
        return NamedAggregator.of(
                new MetricDefinition.Aggregate(function, function, List.of(argument), List.of()),
                List.of(Columns.FIRST));
    }

    /** A key of 9 bytes. */
    static byte[] key(long number) {
        return ByteBuffer.allocate(9).put((byte) 1).putLong(number).array();
    }

    @Override
    public boolean isNull(int column) {
        return false;
    }

    @Override
    public long getLong(int column) {
        return switch (column) {
            case TIME -> time;
            case PARTITION_TIME -> partitionTime;
            case FIRST -> key;
            default -> 42;
        };
    }

    @Override
    public double getDouble(int column) {
        return amount;
    }

    @Override
    public BigDecimal getDecimal(int column) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] getUtf8(int column) {
        throw new UnsupportedOperationException();
    }
}
