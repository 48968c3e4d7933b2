package org.tallystick.aggregate;

import java.io.Serializable;

/**
 * The type of a key, an aggregate's argument or its result.
 *
 * <p>SQL types are folded into these few on entry, so that each aggregate has few cases: TINYINT to
 * BIGINT are {@code LONG}, FLOAT is {@code DOUBLE}, CHAR is {@code STRING}.
 *
 * @param kind what the value is
 * @param precision digits in all for DECIMAL, else 0
 * @param scale digits behind the point for DECIMAL, else 0
 */
public record ValueType(Kind kind, int precision, int scale) implements Serializable {

    public static final ValueType BOOLEAN = new ValueType(Kind.BOOLEAN, 0, 0);
    public static final ValueType LONG = new ValueType(Kind.LONG, 0, 0);
    public static final ValueType DOUBLE = new ValueType(Kind.DOUBLE, 0, 0);
    public static final ValueType STRING = new ValueType(Kind.STRING, 0, 0);
    public static final ValueType TIMESTAMP = new ValueType(Kind.TIMESTAMP, 0, 0);
    public static final ValueType TIMESTAMP_LTZ = new ValueType(Kind.TIMESTAMP_LTZ, 0, 0);
    public static final ValueType DATE = new ValueType(Kind.DATE, 0, 0);
    public static final ValueType TIME = new ValueType(Kind.TIME, 0, 0);

    /** What a value is, and the Java class it has outside the engine. */
    public enum Kind {
        /** {@link Boolean}; 0 or 1 as a column. */
        BOOLEAN,
        /** {@link Long}. */
        LONG,
        /** {@link Double}. */
        DOUBLE,
        /** {@link java.math.BigDecimal}. */
        DECIMAL,
        /** {@link String}; UTF-8 as a column. */
        STRING,
        /** {@link java.time.LocalDateTime}; microseconds since 1970-01-01T00:00 as a column. */
        TIMESTAMP,
        /** {@link java.time.Instant}; microseconds since the epoch as a column. */
        TIMESTAMP_LTZ,
        /** {@link java.time.LocalDate}; days since 1970-01-01 as a column. */
        DATE,
        /** {@link java.time.LocalTime}; milliseconds since midnight as a column. */
        TIME
    }

    public static ValueType decimal(int precision, int scale) {
        return new ValueType(Kind.DECIMAL, precision, scale);
    }

    /** Whether a column of this type is read with {@link Columns#getLong}. */
    public boolean isLong() {
        return switch (kind) {
            case BOOLEAN, LONG, TIMESTAMP, TIMESTAMP_LTZ, DATE, TIME -> true;
            case DOUBLE, DECIMAL, STRING -> false;
        };
    }

    /** The type as a user would write it in SQL. */
    @Override
    public String toString() {
        return switch (kind) {
            case LONG -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            default -> kind.name();
        };
    }
}
