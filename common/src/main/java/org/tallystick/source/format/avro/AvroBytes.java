package org.tallystick.source.format.avro;

import java.util.Arrays;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.BinaryRecord;

/** The bytes of a record in Avro's binary form. */
final class AvroBytes extends BinaryRecord {
    /** As deep as no honest record is, and far from where the stack ends. */
    private static final int DEEPEST = 200;

    private int depth;

    AvroBytes() {
        super("record");
    }

    @Override
    public void open(byte[] all, int from) {
        super.open(all, from);
        depth = 0;
    }

    boolean bool() throws BadRecordException {
        byte value = next();
        if (value != 0 && value != 1) {
            throw new BadRecordException("a boolean that is neither 0 nor 1, but " + value);
        }
        return value == 1;
    }

    int integer() throws BadRecordException {
        long value = zigzag();
        if (value != (int) value) {
            throw new BadRecordException("an int that is none: " + value);
        }
        return (int) value;
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
        long length = zigzag();
        if (length < 0) {
            throw new BadRecordException("a length of " + length);
        }
        require(length);
        return (int) length;
    }

    /**
     * How many elements of an array or a map follow in a block; zero behind the last. Each takes a
     * byte at least: elements of none, which Avro has, cannot be told from a broken count.
     */
    int count() throws BadRecordException {
        long count = zigzag();
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
