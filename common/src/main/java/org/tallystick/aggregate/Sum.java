package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@code sum}, without rounding.
 *
 * <ul>
 *   <li>LONG gives DECIMAL(38, 0). It cannot overflow: 2^63 values of at most 2^63 are 2^126, less
 *       than 10^38.
 *   <li>DECIMAL(p, s) gives DECIMAL(38, s); null where the sum has more than 38 digits, as in Flink
 *       SQL.
 *   <li>DOUBLE gives the double nearest to the exact sum; infinite where that is beyond the largest
 *       double. NaN, or infinities of both signs, give NaN.
 * </ul>
 */
final class Sum implements Aggregator {
    private static final int DIGITS = 38;

    private final ValueType type;
    private final int column;
    private final Spill spill = new Spill(0, 1);
    private final ExactSum sum = new ExactSum(0, spill);

    Sum(ValueType type, int column) {
        this.type = type;
        this.column = column;
    }

    @Override
    public ValueType resultType() {
        return type.kind() == ValueType.Kind.DOUBLE
                ? type
                : ValueType.decimal(DIGITS, type.scale());
    }

    @Override
    public int width() {
        return ExactSum.WIDTH;
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
            sum.add(into, type, event, column);
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        sum.merge(into, from);
    }

    @Override
    public Object result(Slot of) {
        if (sum.isEmpty(of)) {
            return null;
        }
        return type.kind() == ValueType.Kind.DOUBLE ? (Object) sum.nearest(of) : decimal(of);
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

    private BigDecimal decimal(Slot of) {
        BigInteger unscaled = sum.mantissa(of).shiftLeft(sum.exponent(of));
        BigDecimal decimal = new BigDecimal(unscaled, type.scale());
        return decimal.precision() > DIGITS ? null : decimal;
    }
}
