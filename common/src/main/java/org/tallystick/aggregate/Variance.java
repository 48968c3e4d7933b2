package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * {@code variance} and {@code stddev} of a sample.
 *
 * <p>The variance is the double nearest to (n * sum of squares - square of sum) / (n * (n - 1)),
 * computed exactly; the deviation is its square root, rounded as well. Null for fewer than two
 * values; NaN if any is NaN or infinite.
 */
final class Variance implements Aggregator {
    private static final int COUNT = 0;
    private static final int SUM = Long.BYTES;
    private static final int SQUARES = SUM + ExactSum.WIDTH;
    private static final int WIDTH = SQUARES + ExactSum.WIDTH;

    private final boolean root;
    private final ValueType type;
    private final int column;
    private final Spill sumSpill = new Spill(0, 2);
    private final Spill squaresSpill = new Spill(1, 2);
    private final ExactSum sum = new ExactSum(SUM, sumSpill);
    private final ExactSum squares = new ExactSum(SQUARES, squaresSpill);

    /**
     * @param root whether the result is the deviation
     */
    Variance(boolean root, ValueType type, int column) {
        this.root = root;
        this.type = type;
        this.column = column;
    }

    @Override
    public ValueType resultType() {
        return ValueType.DOUBLE;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public boolean hasObject() {
        return true;
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
            addSquare(into, event);
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        into.setLong(COUNT, into.getLong(COUNT) + from.getLong(COUNT));
        sum.merge(into, from);
        squares.merge(into, from);
    }

    @Override
    public Object result(Slot of) {
        if (of.getLong(COUNT) < 2) {
            return null;
        }
        double variance = sum.special(of) != 0 ? Double.NaN : variance(of);
        return root ? Math.sqrt(variance) : variance;
    }

    @Override
    public void canonicalize(Slot slot) {
        sum.canonicalize(slot);
        squares.canonicalize(slot);
    }

    @Override
    public void write(Slot from, DataOutput out) throws IOException {
        sumSpill.write(from, out);
        squaresSpill.write(from, out);
    }

    @Override
    public void read(Slot into, DataInput in) throws IOException {
        sumSpill.read(into, in);
        squaresSpill.read(into, in);
    }

    private void addSquare(Slot into, Columns event) {
        switch (type.kind()) {
            case LONG -> squares.addSquare(into, event.getLong(column), 0);
            case DOUBLE -> squares.addSquare(into, event.getDouble(column));
            default -> squares.add(into, ExactSum.unscaled(type, event, column).pow(2), 0);
        }
    }

    private double variance(Slot of) {
        BigInteger count = BigInteger.valueOf(of.getLong(COUNT));
        int squaresExponent = squares.exponent(of);
        int sumExponent = 2 * sum.exponent(of);
        int common = Math.min(squaresExponent, sumExponent);
        BigInteger numerator =
                count.multiply(squares.mantissa(of))
                        .shiftLeft(squaresExponent - common)
                        .subtract(sum.mantissa(of).pow(2).shiftLeft(sumExponent - common));
        BigInteger divisor =
                count.multiply(count.subtract(BigInteger.ONE))
                        .multiply(BigInteger.TEN.pow(2 * type.scale()));
        return Binary64.nearest(numerator, divisor, common);
    }
}
