package org.tallystick.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Sums, means and variances as if computed without error and rounded once, to the nearest double.
 *
 * <p>Beyond the finite, as in IEEE 754: NaN, or infinities of both signs, make NaN; an infinity of
 * one sign makes itself; a sum outside the range of double is infinite. A sum or mean that is zero
 * is +0.0, also where a smaller one is rounded to it.
 */
public final class Exact {
    /**
     * So many digits that rounding to them can never reach a point half-way between two doubles:
     * quotients here differ from such a point by more than 10^-1300 of their size, or not at all.
     */
    private static final int DIGITS = 1400;

    /** So many nearly always tell which double is next, and take a thousandth of the time. */
    private static final MathContext FEW = new MathContext(60, RoundingMode.FLOOR);

    private Exact() {}

    /** The sum of finite numbers, without rounding; 0 for none. */
    public static BigDecimal sum(List<? extends Number> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Number value : values) {
            sum = sum.add(exact(value));
        }
        return sum;
    }

    /** The sum as a double; null for none. */
    public static Double roundedSum(List<? extends Number> values) {
        if (values.isEmpty()) {
            return null;
        }
        return areFinite(values) ? (Double) sum(values).doubleValue() : beyondFinite(values);
    }

    /** The mean; null for none. */
    public static Double mean(List<? extends Number> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (!areFinite(values)) {
            return beyondFinite(values);
        }
        return 0.0 + quotient(sum(values), BigDecimal.valueOf(values.size()));
    }

    /**
     * The sample variance (divided by n - 1); null for fewer than two. NaN if one is not finite.
     */
    public static Double variance(List<? extends Number> values) {
        if (values.size() < 2) {
            return null;
        }
        return areFinite(values)
                ? (Double) quotient(squaredDistances(values), pairs(values))
                : (Double) Double.NaN;
    }

    /** The square root of the sample variance; null for fewer than two. */
    public static Double deviation(List<? extends Number> values) {
        if (values.size() < 2) {
            return null;
        }
        if (!areFinite(values)) {
            return Double.NaN;
        }
        var variance = squaredDistances(values).divide(pairs(values), FEW);
        return variance.sqrt(MathContext.DECIMAL128).doubleValue();
    }

    /**
     * The value of rank {@code floor(q * (n - 1))} when sorted; at least one value.
     *
     * @param q from 0 to 1
     */
    public static double lowerQuantile(List<? extends Number> values, double q) {
        return sorted(values).get((int) Math.floor(q * (values.size() - 1)));
    }

    /**
     * The value of rank {@code ceil(q * (n - 1))} when sorted; at least one value.
     *
     * @param q from 0 to 1
     */
    public static double upperQuantile(List<? extends Number> values, double q) {
        return sorted(values).get((int) Math.ceil(q * (values.size() - 1)));
    }

    private static List<Double> sorted(List<? extends Number> values) {
        return values.stream().map(Number::doubleValue).sorted().toList();
    }

    /** The sample variance is this, n * sum of squares - square of sum, by the {@link #pairs}. */
    private static BigDecimal squaredDistances(List<? extends Number> values) {
        BigDecimal sum = sum(values);
        BigDecimal squares = BigDecimal.ZERO;
        for (Number value : values) {
            squares = squares.add(exact(value).multiply(exact(value)));
        }
        return BigDecimal.valueOf(values.size()).multiply(squares).subtract(sum.multiply(sum));
    }

    /** n * (n - 1). */
    private static BigDecimal pairs(List<? extends Number> values) {
        BigDecimal n = BigDecimal.valueOf(values.size());
        return n.multiply(n.subtract(BigDecimal.ONE));
    }

    /**
     * The double next to a quotient: that of its first digits, where all that may follow them
     * changes nothing (Ziv 1991), else that of all.
     */
    private static double quotient(BigDecimal dividend, BigDecimal divisor) {
        var below = dividend.divide(divisor, FEW);
        double next = below.doubleValue();
        return next == below.add(below.ulp()).doubleValue()
                ? next
                : exactQuotient(dividend, divisor).doubleValue();
    }

    /** To a fixed scale: with a precision, stripping zeros would take nearly all of the time. */
    private static BigDecimal exactQuotient(BigDecimal dividend, BigDecimal divisor) {
        int scale = Math.max(0, dividend.scale()) + DIGITS;
        return dividend.divide(divisor, scale, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal exact(Number value) {
        return value instanceof Double
                ? new BigDecimal(value.doubleValue())
                : BigDecimal.valueOf(value.longValue());
    }

    private static boolean areFinite(List<? extends Number> values) {
        return values.stream().allMatch(value -> Double.isFinite(value.doubleValue()));
    }

    /** Only NaN and infinities decide; adding just these is exact in any order. */
    private static Double beyondFinite(List<? extends Number> values) {
        double sum = 0;
        for (Number value : values) {
            sum += Double.isFinite(value.doubleValue()) ? 0 : value.doubleValue();
        }
        return sum;
    }
}
