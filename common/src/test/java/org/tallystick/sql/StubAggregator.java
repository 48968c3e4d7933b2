package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.List;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.Slot;
import org.tallystick.aggregate.ValueType;

/** Remembers what it was made from, and computes nothing. */
record StubAggregator(
        String function, List<ValueType> types, List<Integer> columns, List<BigDecimal> parameters)
        implements Aggregator {

    /** Knows every function but one. */
    static Aggregator create(
            String function,
            List<ValueType> types,
            List<Integer> columns,
            List<BigDecimal> parameters) {
        if (function.equals("unknown")) {
            throw new IllegalArgumentException("there is no aggregate 'unknown'");
        }
        return new StubAggregator(function, types, columns, parameters);
    }

    @Override
    public ValueType resultType() {
        return ValueType.LONG;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public void add(Slot into, Columns event) {}

    @Override
    public void merge(Slot into, Slot from) {}

    @Override
    public Object result(Slot of) {
        return 0L;
    }
}
