package org.tallystick.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of a list of values: of a cell's keys, and of its aggregates.
 *
 * <p>Canonical: two lists have the same bytes exactly when they are equal. Equality is that of
 * {@link List#equals}, so 0.0 and -0.0 differ, as do 1.0 and 1.00 as decimals, and every NaN is the
 * same. Strings must be well-formed UTF-16, which all that came as UTF-8 are.
 *
 * <pre>
 * list     count:varint value*
 * value    tag:byte body
 *   null, false, true       no body
 *   long, date              zigzag varint; a date is its epoch day
 *   double                  8 bytes, big endian, NaN in its one form
 *   decimal                 scale:zigzag length:varint unscaled value, two's complement
 *   string                  length:varint UTF-8
 *   timestamp, instant      seconds:zigzag nanos:varint since 1970-01-01T00:00
 *   time                    nanosecond of the day:varint
 * </pre>
 *
 * <p>Savepoints hold these bytes: a tag's meaning never changes.
 */
public final class ValueList {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int DECIMAL = 5;
    private static final int STRING = 6;
    private static final int TIMESTAMP = 7;
    private static final int INSTANT = 8;
    private static final int DATE = 9;
    private static final int TIME = 10;

    private ValueList() {}

    /**
     * Writes {@code values}, whose elements may be null.
     *
     * @throws IllegalArgumentException for a value of a class no cell has
     */
    public static void write(List<?> values, DataOutput out) throws IOException {
        writeUnsigned(values.size(), out);
        for (Object value : values) {
            writeValue(value, out);
        }
    }

    /** Reads what {@link #write} wrote; the list cannot be changed. */
    public static List<Object> read(DataInput in) throws IOException {
        int size = (int) readUnsigned(in);
        var values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(readValue(in));
        }
        return Collections.unmodifiableList(values);
    }

    private static void writeValue(Object value, DataOutput out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean b) {
            out.writeByte(b ? TRUE : FALSE);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            writeSigned(number, out);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeLong(Double.doubleToLongBits(number));
        } else if (value instanceof BigDecimal number) {
            out.writeByte(DECIMAL);
            writeSigned(number.scale(), out);
            writeBytes(number.unscaledValue().toByteArray(), out);
        } else if (value instanceof String text) {
            out.writeByte(STRING);
            writeBytes(text.getBytes(UTF_8), out);
        } else {
            writeTime(value, out);
        }
    }

    private static void writeTime(Object value, DataOutput out) throws IOException {
        if (value instanceof LocalDateTime timestamp) {
            out.writeByte(TIMESTAMP);
            writeInstant(timestamp.toInstant(ZoneOffset.UTC), out);
        } else if (value instanceof Instant instant) {
            out.writeByte(INSTANT);
            writeInstant(instant, out);
        } else if (value instanceof LocalDate date) {
            out.writeByte(DATE);
            writeSigned(date.toEpochDay(), out);
        } else if (value instanceof LocalTime time) {
            out.writeByte(TIME);
            writeUnsigned(time.toNanoOfDay(), out);
        } else {
            throw new IllegalArgumentException("no cell holds a value of " + value.getClass());
        }
    }

    private static void writeInstant(Instant instant, DataOutput out) throws IOException {
        writeSigned(instant.getEpochSecond(), out);
        writeUnsigned(instant.getNano(), out);
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(readSigned(in), readUnsigned(in));
    }

    private static Object readValue(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case LONG -> readSigned(in);
            case DOUBLE -> in.readDouble();
            case DECIMAL -> readDecimal(in);
            case STRING -> new String(readBytes(in), UTF_8);
            case TIMESTAMP -> LocalDateTime.ofInstant(readInstant(in), ZoneOffset.UTC);
            case INSTANT -> readInstant(in);
            case DATE -> LocalDate.ofEpochDay(readSigned(in));
            case TIME -> LocalTime.ofNanoOfDay(readUnsigned(in));
            default -> throw new IOException("value of unknown tag " + tag + ", newest is " + TIME);
        };
    }

    private static BigDecimal readDecimal(DataInput in) throws IOException {
        int scale = (int) readSigned(in);
        return new BigDecimal(new BigInteger(readBytes(in)), scale);
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        writeUnsigned(bytes.length, out);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        var bytes = new byte[(int) readUnsigned(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** Zigzag: small numbers of either sign become small unsigned ones. */
    private static void writeSigned(long value, DataOutput out) throws IOException {
        writeUnsigned((value << 1) ^ (value >> 63), out);
    }

    private static long readSigned(DataInput in) throws IOException {
        long zigzag = readUnsigned(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Seven bits a byte, lowest first; the sign bit says that more follow. */
    private static void writeUnsigned(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readUnsigned(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes");
    }
}
