package org.tallystick.source.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a record in a binary form, read one value after another; numbers are little-endian.
 *
 * <p>Nothing is made, and nothing is counted to, that is more than the bytes that are left: six
 * broken ones cannot ask for two gigabytes.
 */
public abstract class BinaryRecord {
    private final String what;

    /** What is left is between its position and its limit. */
    protected ByteBuffer bytes = ByteBuffer.allocate(0);

    /**
     * @param what what the format calls a record
     */
    protected BinaryRecord(String what) {
        this.what = what;
    }

    /** Goes to the first of the bytes from {@code from} on. */
    public void open(byte[] all, int from) {
        bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(from);
    }

    public final boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    /** How many bytes have been read. */
    public final int position() {
        return bytes.position();
    }

    /** Seven bits a byte, lowest first. */
    public final long varint() throws BadRecordException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte each = next();
            value |= (each & 0x7FL) << shift;
            if (each >= 0) {
                if (shift == 63 && each > 1) {
                    break;
                }
                return value;
            }
        }
        throw new BadRecordException("a number of more than 64 bits");
    }

    /** A varint whose lowest bit is the sign. */
    public final long zigzag() throws BadRecordException {
        long bits = varint();
        return (bits >>> 1) ^ -(bits & 1);
    }

    protected final byte next() throws BadRecordException {
        require(1);
        return bytes.get();
    }

    /**
     * Makes sure that so many bytes are left.
     *
     * @param length a negative one is more than there ever are
     */
    protected final void require(long length) throws BadRecordException {
        if (length < 0 || length > bytes.remaining()) {
            throw new BadRecordException(
                    "the %s ends too early: %d byte(s) are left, %s should follow"
                            .formatted(what, bytes.remaining(), Long.toUnsignedString(length)));
        }
    }

    /** So many of the next bytes. */
    public final byte[] take(int length) throws BadRecordException {
        require(length);
        var taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    /** Passes over so many bytes. */
    public final void skip(long length) throws BadRecordException {
        require(length);
        bytes.position(bytes.position() + (int) length);
    }
}
