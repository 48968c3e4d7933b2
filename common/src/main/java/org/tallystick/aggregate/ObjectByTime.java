package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@code first} and {@code last} of STRING and DECIMAL; otherwise as {@link WordByTime}. */
final class ObjectByTime implements Aggregator {
    private final Extremum extremum;
    private final ValueType type;
    private final int column;

    ObjectByTime(Extremum extremum, ValueType type, int column) {
        this.extremum = extremum;
        this.type = type;
        this.column = column;
    }

    @Override
    public ValueType resultType() {
        return type;
    }

    @Override
    public int width() {
        return Position.WIDTH;
    }

    @Override
    public boolean hasObject() {
        return true;
    }

    @Override
    public long heapBytes(Object object) {
        return Values.heapBytes(object);
    }

    @Override
    public void add(Slot into, Columns event) {
        if (event.isNull(column)) {
            return;
        }
        long time = event.getLong(Columns.TIME);
        long identity = event.getLong(Columns.IDENTITY);
        Object value = Values.object(type, event, column);
        if (wins(time, identity, value, into)) {
            Position.set(into, time, identity);
            into.setObject(Values.kept(value));
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        Object value = from.object();
        long time = Position.time(from);
        long identity = Position.identity(from);
        if (value != null && wins(time, identity, value, into)) {
            Position.set(into, time, identity);
            into.setObject(value);
        }
    }

    @Override
    public Object result(Slot of) {
        return Values.toJava(of.object());
    }

    @Override
    public void write(Slot from, DataOutput out) throws IOException {
        Values.write(from.object(), out);
    }

    @Override
    public void read(Slot into, DataInput in) throws IOException {
        into.setObject(Values.read(type, in));
    }

    private boolean wins(long time, long identity, Object value, Slot over) {
        if (over.object() == null) {
            return true;
        }
        int byPosition = Position.compare(time, identity, over);
        return extremum.replaces(
                byPosition != 0 ? byPosition : Values.compare(value, over.object()));
    }
}
