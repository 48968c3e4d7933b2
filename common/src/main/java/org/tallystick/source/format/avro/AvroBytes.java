package org.tallystick.source.format.avro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tallystick.source.format.BadRecordException;

/**
 * The bytes of a record in Avro's binary form, read one value after another.
 *
 * <p>Nothing is made, and nothing is counted to, that is more than the bytes that are left: six
 * broken ones cannot ask for two gigabytes.
 */
final class AvroBytes {
    /** As deep as no honest record is, and far from where the stack ends. */
    private static final int DEEPEST = 200;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int depth;

    /** Goes to the first of the bytes from {@code from} on. */
    void open(byte[] all, int from) {
        bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(from);
        depth = 0;
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    /** How many bytes have been read. */
    int position() {
        return bytes.position();
    }

    boolean bool() throws BadRecordException {
        byte value = next();
        if (value != 0 && value != 1) {
            throw new BadRecordException("a boolean that is neither 0 nor 1, but " + value);
        }
        return value == 1;
    }

    int integer() throws BadRecordException {
        long value = whole();
        if (value != (int) value) {
            throw new BadRecordException("an int that is none: " + value);
        }
        return (int) value;
    }

    /** A long: seven bits a byte, lowest first; the lowest of all is the sign. */
    long whole() throws BadRecordException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte each = next();
            value |= (each & 0x7FL) << shift;
            if (each >= 0) {
                if (shift == 63 && each > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new BadRecordException("a number of more than 64 bits");
    }

    private byte next() throws BadRecordException {
        require(1);
        return bytes.get();
    }

    float single() throws BadRecordException {
        require(Float.BYTES);
        return bytes.getFloat();
    }

    double binary() throws BadRecordException {
        require(Double.BYTES);
        return bytes.getDouble();
    }

    /** How long what follows is; that much is there. */
    int length() throws BadRecordException {
        long length = whole();
        if (length < 0) {
            throw new BadRecordException("a length of " + length);
        }
        require(length);
        return (int) length;
    }

    byte[] take(int length) throws BadRecordException {
        require(length);
        var taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    void skip(long length) throws BadRecordException {
        require(length);
        bytes.position(bytes.position() + (int) length);
    }

    private void require(long length) throws BadRecordException {
        if (length > bytes.remaining()) {
            throw new BadRecordException(
                    "the record ends too early: %d byte(s) are left, %d should follow"
                            .formatted(bytes.remaining(), length));
        }
    }

    /**
     * How many elements of an array or a map follow in a block; zero behind the last. Each takes a
     * byte at least: elements of none, which Avro has, cannot be told from a broken count.
     */
    int count() throws BadRecordException {
        long count = whole();
        if (count < 0) {
            length(); // of the block, for those who pass it over
            count = -count;
        }
        if (count < 0 || count > bytes.remaining()) {
            throw new BadRecordException(
                    "%d element(s) in the %d byte(s) that are left"
                            .formatted(count, bytes.remaining()));
        }
        return (int) count;
    }

    /** Goes into a record inside a record. */
    void enter() throws BadRecordException {
        if (++depth > DEEPEST) {
            throw new BadRecordException("records within records, more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    /** A part of all bytes. */
    byte[] part(int from, int to) {
        return Arrays.copyOfRange(bytes.array(), from, to);
    }
}
