package org.tallystick.aggregate;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Two's complement arithmetic on 128 bits in two longs, without objects. */
final class Int128 {
    private Int128() {}

    /** Bits of the value without its sign: 0 for 0 and -1, at most 127. */
    static int bitLength(long high, long low) {
        long sign = high >> 63;
        long upper = high ^ sign;
        return upper != 0
                ? 128 - Long.numberOfLeadingZeros(upper)
                : 64 - Long.numberOfLeadingZeros(low ^ sign);
    }

    /** Whether the value can be shifted left by so many bits, 0 or more. */
    static boolean fits(long high, long low, int shift) {
        return shift <= 127 - bitLength(high, low);
    }

    /** The upper half of the value shifted left by 0 to 127 bits. */
    static long leftHigh(long high, long low, int shift) {
        return shift >= 64 ? low << (shift - 64) : high << shift | (low >>> 1) >>> (63 - shift);
    }

    /** The lower half of the value shifted left by 0 to 127 bits. */
    static long leftLow(long low, int shift) {
        return shift >= 64 ? 0 : low << shift;
    }

    /** The upper half of the value shifted right by 0 to 127 bits. */
    static long rightHigh(long high, int shift) {
        return shift >= 64 ? high >> 63 : high >> shift;
    }

    /** The lower half of the value shifted right by 0 to 127 bits. */
    static long rightLow(long high, long low, int shift) {
        return shift >= 64 ? high >> (shift - 64) : low >>> shift | (high << 1) << (63 - shift);
    }

    /** The lower half of 128 bits without a sign shifted right by 1 to 127 bits. */
    static long unsignedRightLow(long high, long low, int shift) {
        return shift >= 64 ? high >>> (shift - 64) : low >>> shift | (high << 1) << (63 - shift);
    }

    /** How many of the lowest bits are zero; the value is not 0. */
    static int trailingZeros(long high, long low) {
        return low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
    }

    static BigInteger toBigInteger(long high, long low) {
        return new BigInteger(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }
}
