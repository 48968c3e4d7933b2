package org.tallystick.aggregate;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;

/**
 * Numbers the doubles so that any two of one number are close: within the relative error of the
 * number's {@link #value}.
 *
 * <p>As in DDSketch (Masson, Rim, Lee, PVLDB 12, 2019), with the cubic approximation of the
 * logarithm from its authors' library. Per event it only adds and multiplies, and its constants
 * come from {@link StrictMath}: the numbers are the same on every machine.
 *
 * <p>The order of the numbers is that of {@link Double#compare}. Magnitudes below 2^-1020 are zero;
 * infinities and NaN have numbers of their own.
 */
final class LogarithmicScale {
    private static final double SMALLEST = 0x1p-1020;
    private static final double STEEPNESS = 10.0 / 7; // of the cubic, where it is least steep

    private static final int ZERO = 0;
    private static final int MINUS_INFINITY = Integer.MIN_VALUE;
    private static final int PLUS_INFINITY = Integer.MAX_VALUE - 1;
    private static final int NAN = Integer.MAX_VALUE;

    private final double error;
    private final IndexMapping mapping;
    private final int belowSmallest;

    LogarithmicScale(double error) {
        double ratio = (1 + error) / (1 - error);
        this.error = error;
        this.mapping =
                new CubicallyInterpolatedMapping(
                        StrictMath.pow(ratio, STEEPNESS * StrictMath.log(2)), 0);
        this.belowSmallest = mapping.index(SMALLEST) - 1;
    }

    /** The number of a double. */
    int key(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < SMALLEST) {
            return ZERO;
        } else if (magnitude <= Double.MAX_VALUE) {
            int key = mapping.index(magnitude) - belowSmallest;
            return value < 0 ? -key : key;
        } else if (Double.isNaN(value)) {
            return NAN;
        }
        return value < 0 ? MINUS_INFINITY : PLUS_INFINITY;
    }

    /** A double within the relative error of all that have this number. */
    double value(int key) {
        return switch (key) {
            case ZERO -> 0;
            case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
            case PLUS_INFINITY -> Double.POSITIVE_INFINITY;
            case NAN -> Double.NaN;
            default -> Math.signum(key) * magnitude(Math.abs(key));
        };
    }

    private double magnitude(int key) {
        return Math.min(mapping.lowerBound(key + belowSmallest) * (1 + error), Double.MAX_VALUE);
    }
}
