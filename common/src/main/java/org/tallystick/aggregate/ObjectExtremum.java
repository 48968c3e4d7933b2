package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@code min} and {@code max} of STRING, by code point, and of DECIMAL. */
final class ObjectExtremum implements Aggregator {
    private final Extremum extremum;
    private final ValueType type;
    private final int column;

    ObjectExtremum(Extremum extremum, ValueType type, int column) {
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
        return 0;
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
        Object value = Values.object(type, event, column);
        if (wins(value, into)) {
            into.setObject(Values.kept(value));
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        Object value = from.object();
        if (value != null && wins(value, into)) {
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

    private boolean wins(Object value, Slot over) {
        return over.object() == null || extremum.replaces(Values.compare(value, over.object()));
    }
}
