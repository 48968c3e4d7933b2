package org.tallystick.aggregate;

import java.math.BigInteger;

/** Between doubles and the numbers m * 2^e that they are. */
final class Binary64 {
    private static final int FRACTION_BITS = 52;
    private static final long IMPLICIT = 1L << FRACTION_BITS;
    private static final int BIASED = 0x7ff;
    private static final int LOWEST_EXPONENT = -1074;

    private Binary64() {}

    /** The m of a finite double's magnitude: 0, or between 1 and 2^53. */
    static long magnitude(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (IMPLICIT - 1);
        return biased(bits) == 0 ? fraction : fraction | IMPLICIT;
    }

    /** The e that goes with {@link #magnitude}. */
    static int exponent(double value) {
        return Math.max(biased(Double.doubleToRawLongBits(value)), 1) - 1 + LOWEST_EXPONENT;
    }

    /**
     * The double nearest to numerator / divisor * 2^exponent, half to even, in one rounding;
     * infinite beyond the largest double, never -0.0.
     *
     * @param divisor positive
     */
    static double nearest(BigInteger numerator, BigInteger divisor, int exponent) {
        if (numerator.signum() == 0) {
            return 0;
        }
        int shift = 62 - numerator.bitLength() + divisor.bitLength();
        BigInteger[] quotient =
                numerator
                        .abs()
                        .shiftLeft(Math.max(shift, 0))
                        .divideAndRemainder(divisor.shiftLeft(Math.max(-shift, 0)));
        // 62 or 63 bits, far more than survive: the last can stand for all that the division left.
        long bits = quotient[0].longValue() | quotient[1].signum();
        double magnitude = nearest(bits, exponent - shift);
        return numerator.signum() < 0 ? 0 - magnitude : magnitude;
    }

    /**
     * The double nearest to a number of 128 bits in two's complement times 2^exponent, just as if
     * it were a BigInteger divided by one; most sums are such, and it needs no objects.
     */
    static double nearest(long high, long low, int exponent) {
        if ((high | low) == 0) {
            return 0;
        }
        boolean negative = high < 0;
        long lower = negative ? -low : low;
        long upper = negative ? ~high + (low == 0 ? 1 : 0) : high;
        int length =
                upper == 0
                        ? Long.SIZE - Long.numberOfLeadingZeros(lower)
                        : 2 * Long.SIZE - Long.numberOfLeadingZeros(upper);
        int shift = length - 63;
        long bits;
        if (shift <= 0) {
            bits = lower << -shift;
        } else {
            // 63 bits, far more than survive: the last can stand for all that are shifted out.
            long kept = Int128.unsignedRightLow(upper, lower, shift);
            bits = Int128.trailingZeros(upper, lower) < shift ? kept | 1 : kept;
        }
        double magnitude = nearest(bits, exponent + shift);
        return negative ? 0 - magnitude : magnitude;
    }

    /** The double nearest to bits * 2^exponent, where bits has 62 or 63 of them. */
    private static double nearest(long bits, int exponent) {
        int length = Long.SIZE - Long.numberOfLeadingZeros(bits);
        int dropped = Math.max(length - FRACTION_BITS - 1, LOWEST_EXPONENT - exponent);
        if (dropped >= Long.SIZE) {
            return 0;
        }
        long kept = bits >>> dropped;
        long rest = bits - (kept << dropped);
        long half = 1L << (dropped - 1);
        boolean up = rest > half || (rest == half && (kept & 1) == 1);
        return Math.scalb((double) (up ? kept + 1 : kept), exponent + dropped);
    }

    private static int biased(long bits) {
        return (int) (bits >>> FRACTION_BITS) & BIASED;
    }
}
