package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * {@code avg}: the double nearest to the exact sum divided by the count, for every type of number.
 *
 * <p>It is finite even where the sum is beyond the largest double. NaN and infinities as in {@link
 * Sum}.
 */
final class Average implements Aggregator {
    private static final int COUNT = 0;

    private final ValueType type;
    private final int column;
    private final Spill spill = new Spill(0, 1);
    private final ExactSum sum = new ExactSum(Long.BYTES, spill);

    Average(ValueType type, int column) {
        this.type = type;
        this.column = column;
    }

    @Override
    public ValueType resultType() {
        return ValueType.DOUBLE;
    }

    @Override
    public int width() {
        return Long.BYTES + ExactSum.WIDTH;
    }

    @Override
    public boolean hasObject() {
        return type.kind() != ValueType.Kind.LONG;
    }

    @Override
    public long heapBytes(Object object) {
        return Spill.heapBytes(object);
    }

    @Override
    public void add(Slot into, Columns event) {
        if (!event.isNull(column)) {
            into.setLong(COUNT, into.getLong(COUNT) + 1);
            sum.add(into, type, event, column);
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        into.setLong(COUNT, into.getLong(COUNT) + from.getLong(COUNT));
        sum.merge(into, from);
    }

    @Override
    public Object result(Slot of) {
        if (sum.isEmpty(of)) {
            return null;
        }
        BigInteger count = BigInteger.valueOf(of.getLong(COUNT));
        return sum.dividedBy(count.multiply(BigInteger.TEN.pow(type.scale())), of);
    }

    @Override
    public void canonicalize(Slot slot) {
        sum.canonicalize(slot);
    }

    @Override
    public void write(Slot from, DataOutput out) throws IOException {
        spill.write(from, out);
    }

    @Override
    public void read(Slot into, DataInput in) throws IOException {
        spill.read(into, in);
    }
}
