package org.tallystick.sql.checked;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.DecimalDataUtils;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;

/**
 * Operations on DECIMAL that fail where the result has more digits than its type, before the point
 * or behind it; only a quotient is rounded. Null operands make a null.
 *
 * <p>The last two operands of each are precision and scale of the result: literals.
 */
public final class Decimals {
    private Decimals() {}

    private static InexactException beyond(String operation, int precision, int scale) {
        return new InexactException(
                "%s is beyond DECIMAL(%d, %d)".formatted(operation, precision, scale));
    }

    private abstract static class ToDecimal extends CheckedFunction {
        @Override
        protected DataType resultType(CallContext call) {
            int last = call.getArgumentDataTypes().size() - 1;
            var scale = call.getArgumentValue(last, Integer.class);
            // Without a scale it is no call yet but a name that is looked up.
            return scale.isEmpty()
                    ? DataTypes.DECIMAL(38, 0)
                    : DataTypes.DECIMAL(
                            call.getArgumentValue(last - 1, Integer.class).orElseThrow(),
                            scale.get());
        }
    }

    /** An operation whose result is rounded by nobody. */
    private static DecimalData exact(
            DecimalData a,
            DecimalData b,
            String operator,
            BinaryOperator<BigDecimal> operation,
            int precision,
            int scale) {
        var result = operation.apply(a.toBigDecimal(), b.toBigDecimal());
        if (result.scale() > scale && result.stripTrailingZeros().scale() > scale) {
            throw beyond(a + operator + b, precision, scale);
        }
        var decimal = DecimalData.fromBigDecimal(result, precision, scale);
        if (decimal == null) {
            throw beyond(a + operator + b, precision, scale);
        }
        return decimal;
    }

    /** {@code a + b}. */
    public static final class Add extends ToDecimal {
        public DecimalData eval(DecimalData a, DecimalData b, Integer precision, Integer scale) {
            return a == null || b == null
                    ? null
                    : exact(a, b, " + ", BigDecimal::add, precision, scale);
        }
    }

    /** {@code a - b}. */
    public static final class Subtract extends ToDecimal {
        public DecimalData eval(DecimalData a, DecimalData b, Integer precision, Integer scale) {
            return a == null || b == null
                    ? null
                    : exact(a, b, " - ", BigDecimal::subtract, precision, scale);
        }
    }

    /** {@code a * b}. */
    public static final class Multiply extends ToDecimal {
        public DecimalData eval(DecimalData a, DecimalData b, Integer precision, Integer scale) {
            return a == null || b == null
                    ? null
                    : exact(a, b, " * ", BigDecimal::multiply, precision, scale);
        }
    }

    /** {@code MOD(a, b)}, with the sign of {@code a}. */
    public static final class Remainder extends ToDecimal {
        public DecimalData eval(DecimalData a, DecimalData b, Integer precision, Integer scale) {
            if (a == null || b == null) {
                return null;
            }
            if (DecimalDataUtils.signum(b) == 0) {
                throw new InexactException("division by zero: MOD(" + a + ", 0)");
            }
            return exact(a, b, " % ", BigDecimal::remainder, precision, scale);
        }
    }

    /** {@code a / b}, rounded half up to the scale of the result. */
    public static final class Divide extends ToDecimal {
        public DecimalData eval(DecimalData a, DecimalData b, Integer precision, Integer scale) {
            if (a == null || b == null) {
                return null;
            }
            if (DecimalDataUtils.signum(b) == 0) {
                throw new InexactException("division by zero: " + a + " / 0");
            }
            var quotient = a.toBigDecimal().divide(b.toBigDecimal(), scale, RoundingMode.HALF_UP);
            var decimal = DecimalData.fromBigDecimal(quotient, precision, scale);
            if (decimal == null) {
                throw beyond(a + " / " + b, precision, scale);
            }
            return decimal;
        }
    }

    /** What a cast has made of a value, unless that was null although the value was not. */
    public static final class Present extends ToDecimal {
        /**
         * @param cast null where the value is, and where it does not fit
         * @param absent whether the value is null
         */
        public DecimalData eval(
                DecimalData cast, Boolean absent, Integer precision, Integer scale) {
            if (cast == null && !absent) {
                throw beyond("a value", precision, scale);
            }
            return cast;
        }
    }
}
