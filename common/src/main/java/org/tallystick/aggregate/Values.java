package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The forms a value takes: in a column, in an accumulator or key, and as a Java object outside.
 *
 * <p>Inside, a value is a <em>word</em> (a {@code long}; all types but STRING and DECIMAL) or an
 * object (UTF-8 bytes, {@link BigDecimal} of the type's scale). A DOUBLE's word is its bits, every
 * NaN made the same one. Where values are told apart, as keys or distinct values, it is their
 * {@link #keyWord}, in which -0.0 is 0.0.
 */
public final class Values {
    private static final long MICROS = 1_000_000;

    private Values() {}

    /** Whether values of the type are words. */
    public static boolean isWord(ValueType type) {
        return type.isLong() || type.kind() == ValueType.Kind.DOUBLE;
    }

    /** The word of a column that is not null. */
    public static long word(ValueType type, Columns event, int column) {
        return type.isLong() ? event.getLong(column) : wordOf(event.getDouble(column));
    }

    /** The word of a column that is not null; values that are equal in SQL have the same one. */
    public static long keyWord(ValueType type, Columns event, int column) {
        return type.isLong() ? event.getLong(column) : keyWordOf(event.getDouble(column));
    }

    /** The word of a DOUBLE. */
    public static long wordOf(double value) {
        return Double.doubleToLongBits(value);
    }

    /** The word of a DOUBLE, of 0.0 for -0.0. */
    static long keyWordOf(double value) {
        return wordOf(value + 0.0); // -0.0 + 0.0 is 0.0
    }

    /** The Java object of a word, in the class that {@link ValueType.Kind} states. */
    public static Object toJava(ValueType type, long word) {
        return switch (type.kind()) {
            case BOOLEAN -> word != 0;
            case LONG -> word;
            case DOUBLE -> Double.longBitsToDouble(word);
            case TIMESTAMP ->
                    LocalDateTime.ofEpochSecond(second(word), nanos(word), ZoneOffset.UTC);
            case TIMESTAMP_LTZ -> Instant.ofEpochSecond(second(word), nanos(word));
            case DATE -> LocalDate.ofEpochDay(word);
            case TIME -> LocalTime.ofNanoOfDay(word * 1_000_000);
            case DECIMAL, STRING -> throw new IllegalArgumentException(type + " has no word");
        };
    }

    /** The word of a Java object: the inverse of {@link #toJava(ValueType, long)}. */
    public static long toWord(Object value) {
        if (value instanceof Long number) {
            return number;
        } else if (value instanceof Double number) {
            return wordOf(number);
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (value instanceof LocalDateTime time) {
            return micros(time.toInstant(ZoneOffset.UTC));
        } else if (value instanceof Instant instant) {
            return micros(instant);
        } else if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000_000;
        }
        throw new IllegalArgumentException(value.getClass() + " has no word");
    }

    /** The Java object of a STRING's UTF-8 bytes. */
    public static String toJava(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Orders words: false before true, numbers and times as they are; doubles as by {@link
     * Double#compare}, -0.0 before 0.0 and NaN behind all.
     */
    static int compare(ValueType type, long left, long right) {
        return type.isLong()
                ? Long.compare(left, right)
                : Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
    }

    /** Orders objects: strings by their unsigned UTF-8 bytes, which is by code point. */
    static int compare(Object left, Object right) {
        return left instanceof byte[] bytes
                ? Arrays.compareUnsigned(bytes, (byte[]) right)
                : ((BigDecimal) left).compareTo((BigDecimal) right);
    }

    /** The object of a column that is not null; must be {@link #kept} to outlive the event. */
    static Object object(ValueType type, Columns event, int column) {
        return type.kind() == ValueType.Kind.STRING
                ? event.getUtf8(column)
                : event.getDecimal(column).setScale(type.scale());
    }

    /** An object that stays as it is when the event is gone; nobody ever writes to its bytes. */
    static Object kept(Object object) {
        if (object instanceof byte[] bytes) {
            return bytes.clone();
        }
        var number = (BigDecimal) object;
        return decimal(number.unscaledValue(), number.scale());
    }

    /** Bytes of heap of an object that is kept or was read. */
    static long heapBytes(Object object) {
        return object instanceof byte[] bytes
                ? HeapSize.of(bytes)
                : HeapSize.of((BigDecimal) object);
    }

    /** A decimal that keeps no BigInteger where a long can do, as one made of a BigInteger does. */
    static BigDecimal decimal(BigInteger unscaled, int scale) {
        return unscaled.bitLength() < Long.SIZE
                ? BigDecimal.valueOf(unscaled.longValue(), scale)
                : new BigDecimal(unscaled, scale);
    }

    static Object toJava(Object object) {
        return object instanceof byte[] bytes ? toJava(bytes) : object;
    }

    /** The bytes of an object: UTF-8, or a DECIMAL's unscaled value in two's complement. */
    static byte[] bytes(Object object) {
        return object instanceof byte[] bytes
                ? bytes
                : ((BigDecimal) object).unscaledValue().toByteArray();
    }

    /** Writes an object or null. */
    static void write(Object object, DataOutput out) throws IOException {
        if (object == null) {
            Varint.write(0, out);
            return;
        }
        byte[] bytes = bytes(object);
        Varint.write(bytes.length + 1L, out);
        out.write(bytes);
    }

    /** Reads what {@link #write} wrote. */
    static Object read(ValueType type, DataInput in) throws IOException {
        int length = Varint.readInt(in) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return type.kind() == ValueType.Kind.STRING
                ? bytes
                : decimal(new BigInteger(bytes), type.scale());
    }

    private static long second(long micros) {
        return Math.floorDiv(micros, MICROS);
    }

    private static int nanos(long micros) {
        return (int) Math.floorMod(micros, MICROS) * 1000;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
