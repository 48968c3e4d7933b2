package org.tallystick.aggregate;

import java.math.BigDecimal;

/**
 * The double nearest to a fraction, found by comparing exactly with its neighbours, half to even.
 *
 * <p>Not {@link BigDecimal#doubleValue}: up to Java 20 it goes over decimal digits, and a quotient
 * has no end of them.
 */
final class NearestDouble {
    private NearestDouble() {}

    /** The double nearest to numerator / divisor, which is positive. */
    static double of(BigDecimal numerator, BigDecimal divisor) {
        double candidate = 0;
        for (long bit = 1L << 62; bit != 0; bit >>>= 1) {
            double larger = Double.longBitsToDouble(Double.doubleToRawLongBits(candidate) | bit);
            boolean below =
                    Double.isFinite(larger)
                            && new BigDecimal(larger).multiply(divisor).compareTo(numerator.abs())
                                    <= 0;
            candidate = below ? larger : candidate;
        }
        double magnitude = nearer(candidate, numerator.abs(), divisor);
        return numerator.signum() < 0 ? 0 - magnitude : magnitude;
    }

    /** The one of a double and the next that is nearer to numerator / divisor, at or past it. */
    private static double nearer(double below, BigDecimal numerator, BigDecimal divisor) {
        BigDecimal halfStep = new BigDecimal(Math.ulp(below)).divide(BigDecimal.valueOf(2));
        BigDecimal middle = new BigDecimal(below).add(halfStep).multiply(divisor);
        int order = numerator.compareTo(middle);
        boolean odd = (Double.doubleToRawLongBits(below) & 1) == 1;
        return order > 0 || (order == 0 && odd) ? Math.nextUp(below) : below;
    }
}
