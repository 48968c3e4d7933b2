package org.tallystick.aggregate;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A sum of numbers without any rounding, so that it is the same in whatever order they come.
 *
 * <p>Every finite double is m * 2^e with integers m and e, and so is every sum of them. The sum is
 * held as just that: 128 bits of m in two's complement, e, and flags, 24 bytes of a slot; where m
 * outgrows 128 bits it becomes a {@link BigInteger} in the slot's object. It is as exact as the
 * superaccumulators of Neal (arXiv 1505.05571, 2015), which instead keep one fixed point for all
 * 2100 bits that doubles may have: 67 words, too many where there are millions of sums of one or
 * two numbers. {@link #dividedBy} rounds once, at the end.
 *
 * <p>The one form of a sum: m is odd or 0 and e is 0 if m is; the object is there only if m does
 * not fit. NaN and infinities are flags beside the sum of the finite numbers. -0.0 counts as 0.0.
 *
 * <p>Layout: 0 lower, 8 upper half of m; 16 e; 20 flags.
 */
final class ExactSum implements Serializable {
    static final int WIDTH = 24;

    private static final int LOW = 0;
    private static final int HIGH = 8;
    private static final int EXPONENT = 16;
    private static final int FLAGS = 20;

    private static final int PRESENT = 1;
    private static final int NAN = 2;
    private static final int PLUS_INFINITY = 4;
    private static final int MINUS_INFINITY = 8;
    private static final int WIDE = 16;

    private final int offset;
    private final Spill spill;

    /**
     * @param offset where in the slot it begins
     * @param spill where in the slot's object its m is when it is too wide
     */
    ExactSum(int offset, Spill spill) {
        this.offset = offset;
        this.spill = spill;
    }

    /** Adds a column of a number's type that is not null. */
    void add(Slot slot, ValueType type, Columns event, int column) {
        switch (type.kind()) {
            case LONG -> add(slot, event.getLong(column), 0);
            case DOUBLE -> add(slot, event.getDouble(column));
            default -> add(slot, unscaled(type, event, column), 0);
        }
    }

    /** The integer that a DECIMAL is at its type's scale. */
    static BigInteger unscaled(ValueType type, Columns event, int column) {
        return event.getDecimal(column).setScale(type.scale()).unscaledValue();
    }

    void add(Slot slot, double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            long magnitude = Binary64.magnitude(value);
            int zeros = Long.numberOfTrailingZeros(magnitude);
            long odd = magnitude >>> zeros;
            add(slot, value < 0 ? -odd : odd, Binary64.exponent(value) + zeros);
        } else {
            flag(slot, PRESENT | special(value));
        }
    }

    /** Adds the square of a double; passes over one that is not finite. */
    void addSquare(Slot slot, double value) {
        if (Double.isFinite(value)) {
            long magnitude = Binary64.magnitude(value);
            int zeros = Long.numberOfTrailingZeros(magnitude);
            addSquare(slot, magnitude >>> zeros, 2 * (Binary64.exponent(value) + zeros));
        }
    }

    /** Adds factor^2 * 2^exponent. */
    void addSquare(Slot slot, long factor, int exponent) {
        addAny(slot, Math.multiplyHigh(factor, factor), factor * factor, exponent);
    }

    /** Adds mantissa * 2^exponent. The usual case is decided and done here. */
    void add(Slot slot, long mantissa, int exponent) {
        int flags = slot.getInt(offset + FLAGS);
        int shift = exponent - slot.getInt(offset + EXPONENT);
        slot.setInt(offset + FLAGS, flags | PRESENT);
        if ((flags & WIDE) != 0 || shift < 0 || shift > 63 || !addLeft(slot, mantissa, shift)) {
            addAny(slot, mantissa >> 63, mantissa, exponent);
        }
    }

    /** Adds mantissa * 2^exponent. */
    void add(Slot slot, BigInteger mantissa, int exponent) {
        flag(slot, PRESENT);
        if (mantissa.bitLength() < 128) {
            addAny(slot, mantissa.shiftRight(64).longValue(), mantissa.longValue(), exponent);
        } else {
            addWide(slot, mantissa, exponent);
        }
    }

    void merge(Slot into, Slot from) {
        int flags = from.getInt(offset + FLAGS);
        flag(into, flags & ~WIDE);
        int exponent = exponent(from);
        if ((flags & WIDE) != 0) {
            addWide(into, mantissa(from), exponent);
        } else {
            addAny(into, high(from), low(from), exponent);
        }
    }

    /** Whether nothing was added. */
    boolean isEmpty(Slot slot) {
        return (slot.getInt(offset + FLAGS) & PRESENT) == 0;
    }

    /** NaN or an infinity where a number that is not finite makes it so, else 0. */
    double special(Slot slot) {
        int flags = slot.getInt(offset + FLAGS);
        double sum = (flags & NAN) != 0 ? Double.NaN : 0;
        sum += (flags & PLUS_INFINITY) != 0 ? Double.POSITIVE_INFINITY : 0;
        return sum + ((flags & MINUS_INFINITY) != 0 ? Double.NEGATIVE_INFINITY : 0);
    }

    /** The sum, rounded once. */
    double nearest(Slot slot) {
        double special = special(slot);
        if (special != 0) {
            return special;
        }
        return isWide(slot)
                ? Binary64.nearest(mantissa(slot), BigInteger.ONE, exponent(slot))
                : Binary64.nearest(high(slot), low(slot), exponent(slot));
    }

    /** The sum divided by a divisor, rounded once. */
    double dividedBy(BigInteger divisor, Slot slot) {
        double special = special(slot);
        return special != 0 ? special : Binary64.nearest(mantissa(slot), divisor, exponent(slot));
    }

    /** The sum of the finite numbers is this times 2 to the {@link #exponent}. */
    BigInteger mantissa(Slot slot) {
        return isWide(slot) ? spill.get(slot) : Int128.toBigInteger(high(slot), low(slot));
    }

    int exponent(Slot slot) {
        return slot.getInt(offset + EXPONENT);
    }

    void canonicalize(Slot slot) {
        if (isWide(slot)) {
            canonicalizeWide(slot);
            return;
        }
        long high = high(slot);
        long low = low(slot);
        if ((high | low) == 0) {
            slot.setInt(offset + EXPONENT, 0);
            return;
        }
        int zeros = Int128.trailingZeros(high, low);
        long rightLow = Int128.rightLow(high, low, zeros);
        set(slot, Int128.rightHigh(high, zeros), rightLow, exponent(slot) + zeros);
    }

    private boolean addLeft(Slot slot, long mantissa, int shift) {
        return addAligned(slot, (mantissa >> 1) >> (63 - shift), mantissa << shift);
    }

    /** Adds at the sum's own exponent; false, with nothing done, where that overflows. */
    private boolean addAligned(Slot slot, long high, long low) {
        long ownHigh = slot.getLong(offset + HIGH);
        long sumLow = slot.getLong(offset + LOW) + low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = ownHigh + high + carry;
        if (((ownHigh ^ sumHigh) & (high ^ sumHigh)) < 0) {
            return false;
        }
        slot.setLong(offset + LOW, sumLow);
        slot.setLong(offset + HIGH, sumHigh);
        return true;
    }

    private void addAny(Slot slot, long high, long low, int exponent) {
        if ((high | low) != 0 && (isWide(slot) || !addNarrow(slot, high, low, exponent))) {
            addWide(slot, Int128.toBigInteger(high, low), exponent);
        }
    }

    /** Adds within 128 bits; false, with the sum as it was, where it does not fit. */
    private boolean addNarrow(Slot slot, long high, long low, int exponent) {
        long ownHigh = high(slot);
        long ownLow = low(slot);
        if ((ownHigh | ownLow) == 0) {
            set(slot, high, low, exponent);
            return true;
        }
        int shift = exponent - exponent(slot);
        if (shift >= 0) {
            return Int128.fits(high, low, shift)
                    && addAligned(
                            slot, Int128.leftHigh(high, low, shift), Int128.leftLow(low, shift));
        }
        if (!Int128.fits(ownHigh, ownLow, -shift)) {
            return false;
        }
        long leftLow = Int128.leftLow(ownLow, -shift);
        set(slot, Int128.leftHigh(ownHigh, ownLow, -shift), leftLow, exponent);
        return addAligned(slot, high, low);
    }

    private void addWide(Slot slot, BigInteger mantissa, int exponent) {
        BigInteger own = mantissa(slot);
        int ownExponent = exponent(slot);
        int common = own.signum() == 0 ? exponent : Math.min(exponent, ownExponent);
        BigInteger sum =
                own.shiftLeft(ownExponent - common).add(mantissa.shiftLeft(exponent - common));
        setWide(slot, sum, common);
    }

    private void canonicalizeWide(Slot slot) {
        BigInteger mantissa = mantissa(slot);
        int zeros = Math.max(0, mantissa.getLowestSetBit());
        BigInteger odd = mantissa.shiftRight(zeros);
        int exponent = odd.signum() == 0 ? 0 : exponent(slot) + zeros;
        if (odd.bitLength() > 127) {
            setWide(slot, odd, exponent);
            return;
        }
        slot.setInt(offset + FLAGS, slot.getInt(offset + FLAGS) & ~WIDE);
        set(slot, odd.shiftRight(64).longValue(), odd.longValue(), exponent);
        spill.set(slot, null);
    }

    private void set(Slot slot, long high, long low, int exponent) {
        slot.setLong(offset + LOW, low);
        slot.setLong(offset + HIGH, high);
        slot.setInt(offset + EXPONENT, exponent);
    }

    private void setWide(Slot slot, BigInteger mantissa, int exponent) {
        set(slot, 0, 0, exponent);
        flag(slot, WIDE);
        spill.set(slot, mantissa);
    }

    private boolean isWide(Slot slot) {
        return (slot.getInt(offset + FLAGS) & WIDE) != 0;
    }

    private void flag(Slot slot, int flags) {
        slot.setInt(offset + FLAGS, slot.getInt(offset + FLAGS) | flags);
    }

    private static int special(double value) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        return value > 0 ? PLUS_INFINITY : MINUS_INFINITY;
    }

    private long high(Slot slot) {
        return slot.getLong(offset + HIGH);
    }

    private long low(Slot slot) {
        return slot.getLong(offset + LOW);
    }
}
