package org.tallystick.sql.checked;

import java.math.BigInteger;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;

/**
 * Casts to integers that fail where the value is out of the type's range. What is behind the point
 * is cut off, which is what SQL means by such a cast.
 *
 * <p>The last operand of each is a literal: whether a value out of range makes a null, as in
 * TRY_CAST.
 */
public final class Casts {
    private Casts() {}

    private abstract static class Cast extends CheckedFunction {
        @Override
        protected DataType resultType(CallContext call) {
            return DataTypes.BIGINT();
        }

        @Override
        protected boolean isNullable(CallContext call) {
            int last = call.getArgumentDataTypes().size() - 1;
            return super.isNullable(call)
                    || call.getArgumentValue(last, Boolean.class).orElse(true);
        }

        static Long outOfRange(Object value, String type, boolean orNull) {
            if (orNull) {
                return null;
            }
            throw new InexactException(value + " is out of the range of " + type);
        }
    }

    /** A BIGINT that must be no less than {@code least} and no more than {@code most}. */
    public static final class InRange extends Cast {
        public Long eval(Long value, Long least, Long most, Boolean orNull) {
            return value == null || (value >= least && value <= most)
                    ? value
                    : outOfRange(value, range(least, most), orNull);
        }

        private static String range(long least, long most) {
            if (most == Integer.MAX_VALUE) {
                return "INT";
            }
            if (most == Short.MAX_VALUE) {
                return "SMALLINT";
            }
            return most == Byte.MAX_VALUE ? "TINYINT" : "from " + least + " to " + most;
        }
    }

    /** A DOUBLE as BIGINT. */
    public static final class DoubleToLong extends Cast {
        private static final double BEYOND = 0x1p63;

        public Long eval(Double value, Boolean orNull) {
            if (value == null) {
                return null;
            }
            double whole = value;
            // NaN is in no range.
            return whole >= -BEYOND && whole < BEYOND
                    ? (Long) (long) whole
                    : outOfRange(value, "BIGINT", orNull);
        }
    }

    /** A DECIMAL as BIGINT. */
    public static final class DecimalToLong extends Cast {
        public Long eval(DecimalData value, Boolean orNull) {
            if (value == null) {
                return null;
            }
            BigInteger whole = value.toBigDecimal().toBigInteger();
            return whole.bitLength() < Long.SIZE
                    ? (Long) whole.longValue()
                    : outOfRange(value, "BIGINT", orNull);
        }
    }
}
