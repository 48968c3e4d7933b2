package org.tallystick.sql.checked;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;

/**
 * Operations on BIGINT that fail where the result does not fit into 64 bits. Null operands make a
 * null.
 */
public final class Longs {
    private Longs() {}

    private static InexactException beyond(String operation) {
        return new InexactException(operation + " is beyond BIGINT");
    }

    private abstract static class ToLong extends CheckedFunction {
        @Override
        protected DataType resultType(CallContext call) {
            return DataTypes.BIGINT();
        }
    }

    /** {@code a + b}. */
    public static final class Add extends ToLong {
        public Long eval(Long a, Long b) {
            return a == null || b == null ? null : (Long) add(a, b);
        }

        private static long add(long a, long b) {
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) < 0) {
                throw beyond(a + " + " + b);
            }
            return sum;
        }
    }

    /** {@code a - b}. */
    public static final class Subtract extends ToLong {
        public Long eval(Long a, Long b) {
            return a == null || b == null ? null : (Long) subtract(a, b);
        }

        private static long subtract(long a, long b) {
            long difference = a - b;
            if (((a ^ b) & (a ^ difference)) < 0) {
                throw beyond(a + " - " + b);
            }
            return difference;
        }
    }

    /** {@code a * b}. */
    public static final class Multiply extends ToLong {
        public Long eval(Long a, Long b) {
            return a == null || b == null ? null : (Long) multiply(a, b);
        }

        private static long multiply(long a, long b) {
            long product = a * b;
            if (Math.multiplyHigh(a, b) != product >> 63) {
                throw beyond(a + " * " + b);
            }
            return product;
        }
    }

    /** {@code a / b}, cut to an integer. */
    public static final class Divide extends ToLong {
        public Long eval(Long a, Long b) {
            return a == null || b == null ? null : (Long) divide(a, b);
        }

        private static long divide(long a, long b) {
            if (b == 0) {
                throw new InexactException("division by zero: " + a + " / 0");
            }
            if (a == Long.MIN_VALUE && b == -1) {
                throw beyond(a + " / -1");
            }
            return a / b;
        }
    }

    /** {@code MOD(a, b)}, with the sign of {@code a}. */
    public static final class Remainder extends ToLong {
        public Long eval(Long a, Long b) {
            return a == null || b == null ? null : (Long) remainder(a, b);
        }

        private static long remainder(long a, long b) {
            if (b == 0) {
                throw new InexactException("division by zero: MOD(" + a + ", 0)");
            }
            return a % b;
        }
    }

    /** {@code -a}. */
    public static final class Negate extends ToLong {
        public Long eval(Long a) {
            if (a != null && a == Long.MIN_VALUE) {
                throw beyond("-(" + a + ")");
            }
            return a == null ? null : (Long) Math.negateExact(a);
        }
    }

    /** {@code ABS(a)}. */
    public static final class Absolute extends ToLong {
        public Long eval(Long a) {
            if (a != null && a == Long.MIN_VALUE) {
                throw beyond("ABS(" + a + ")");
            }
            return a == null ? null : (Long) Math.abs(a);
        }
    }

    /** {@code ROUND(a, digits)}: half up, away from zero. */
    public static final class Round extends ToLong {
        public Long eval(Long a, Integer digits) {
            if (a == null || digits == null || digits >= 0) {
                return digits == null ? null : a;
            }
            // Ten to the 19th is already more than twice what 64 bits hold.
            int scale = Math.max(digits, -20);
            var rounded = BigDecimal.valueOf(a).setScale(scale, RoundingMode.HALF_UP);
            if (rounded.toBigInteger().bitLength() > 63) {
                throw beyond("ROUND(" + a + ", " + digits + ")");
            }
            return rounded.longValue();
        }
    }
}
