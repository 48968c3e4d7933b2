package org.tallystick.aggregate;

import java.util.OptionalInt;

/** {@code count()}: how many events; {@code count(x)}: how many in which x is not null. */
final class Count implements Aggregator {
    private static final int EVERY_EVENT = Columns.TIME; // a column that is never null

    private final int column;

    Count(OptionalInt column) {
        this.column = column.orElse(EVERY_EVENT);
    }

    @Override
    public ValueType resultType() {
        return ValueType.LONG;
    }

    @Override
    public int width() {
        return Long.BYTES;
    }

    @Override
    public void add(Slot into, Columns event) {
        if (!event.isNull(column)) {
            into.setLong(0, into.getLong(0) + 1);
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        into.setLong(0, into.getLong(0) + from.getLong(0));
    }

    @Override
    public Object result(Slot of) {
        return of.getLong(0);
    }
}
