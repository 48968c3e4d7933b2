package org.tallystick.source.format;

/**
 * Decimals so short that one division gives the double next to them: dividend and divisor are both
 * exact then, so that the quotient is rounded once and rightly (Clinger, How to Read Floating Point
 * Numbers Accurately, 1990).
 */
public final class ShortDecimal {
    /** Any integer up to this is a double. */
    private static final long EXACT = 1L << 53;

    /** 10^0 and so on, as far as they are doubles. */
    private static final double[] POWERS = new double[23];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private ShortDecimal() {}

    /**
     * Whether a decimal is one.
     *
     * @param digits its digits as an integer, at least 0
     * @param decimals how many of them stand behind the point, at least 0
     */
    public static boolean is(long digits, int decimals) {
        return digits <= EXACT && decimals < POWERS.length;
    }

    /** The double next to one. */
    public static double value(long digits, int decimals) {
        return digits / POWERS[decimals];
    }
}
