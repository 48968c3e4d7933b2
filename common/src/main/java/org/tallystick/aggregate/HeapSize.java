package org.tallystick.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Bytes of heap that objects take, with headers and padding, on a 64-bit JVM with compressed
 * references: one with less than 32 GiB of heap. All are found in constant time.
 */
public final class HeapSize {
    private static final int OBJECT_HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    private static final long BIG_INTEGER = ofObject(5 * Integer.BYTES + REFERENCE);
    private static final long BIG_DECIMAL = ofObject(2 * (Integer.BYTES + REFERENCE) + Long.BYTES);
    private static final int DIGITS_OF_A_LONG = 18; // that every long can hold

    private HeapSize() {}

    /**
     * An object without what it refers to.
     *
     * @param fields bytes of its fields, of which a reference is 4
     */
    public static long ofObject(int fields) {
        return aligned(OBJECT_HEADER + fields);
    }

    public static long of(boolean[] array) {
        return ofArray(array.length, Byte.BYTES);
    }

    public static long of(byte[] array) {
        return ofArray(array.length, Byte.BYTES);
    }

    public static long of(int[] array) {
        return ofArray(array.length, Integer.BYTES);
    }

    public static long of(long[] array) {
        return ofArray(array.length, Long.BYTES);
    }

    /** An array without what its elements refer to. */
    public static long of(Object[] array) {
        return ofArray(array.length, REFERENCE);
    }

    static long of(BigInteger number) {
        return BIG_INTEGER
                + ofArray((number.bitLength() + Integer.SIZE - 1) / Integer.SIZE, Integer.BYTES);
    }

    /** A decimal that holds no BigInteger where a long can do, see {@link Values#decimal}. */
    static long of(BigDecimal number) {
        if (number.precision() <= DIGITS_OF_A_LONG) {
            return BIG_DECIMAL; // and no unscaled value was made to find out
        }
        BigInteger unscaled = number.unscaledValue();
        return BIG_DECIMAL + (unscaled.bitLength() < Long.SIZE ? 0 : of(unscaled));
    }

    static long ofArray(int length, int element) {
        return aligned(ARRAY_HEADER + (long) element * length);
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
