package org.tallystick.source.format.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tallystick.source.format.BadRecordException;

/**
 * The bytes of a message, read one value after another.
 *
 * <p>Nothing is made that is more than the bytes that are left.
 */
final class ProtoBytes {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /** As deep as Protobuf's own readers go. */
    private static final int DEEPEST = 100;

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** Goes to the first of the bytes from {@code from} on. */
    void open(byte[] all, int from) {
        bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(from);
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int position() {
        return bytes.position();
    }

    /** The next field's number and, in the lowest three bits, its wire type. */
    int tag() throws BadRecordException {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new BadRecordException("a field of number " + Long.toUnsignedString(tag >>> 3));
        }
        return (int) tag;
    }

    /** Seven bits a byte, lowest first. */
    long varint() throws BadRecordException {
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

    private byte next() throws BadRecordException {
        require(1);
        return bytes.get();
    }

    long fixed64() throws BadRecordException {
        require(Long.BYTES);
        return bytes.getLong();
    }

    int fixed32() throws BadRecordException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    /** How long what follows is; that much is there. */
    int length() throws BadRecordException {
        long length = varint();
        require(length);
        return (int) length;
    }

    /** What has a length before it. */
    byte[] take() throws BadRecordException {
        var taken = new byte[length()];
        bytes.get(taken);
        return taken;
    }

    /** Goes into what has a length before it, and tells what to leave it with. */
    int enter() throws BadRecordException {
        int length = length();
        int end = bytes.limit();
        bytes.limit(bytes.position() + length);
        return end;
    }

    void leave(int end) {
        bytes.limit(end);
    }

    /** Passes over a field's value. */
    void skip(int tag) throws BadRecordException {
        skip(tag, 0);
    }

    private void skip(int tag, int depth) throws BadRecordException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> fixed64();
            case LENGTH -> pass(length());
            case GROUP -> skipGroup(tag >>> 3, depth);
            case FIXED32 -> fixed32();
            default ->
                    throw new BadRecordException(
                            "field %d has the wire type %d".formatted(tag >>> 3, tag & 7));
        }
    }

    private void pass(int length) {
        bytes.position(bytes.position() + length);
    }

    private void skipGroup(int number, int depth) throws BadRecordException {
        if (depth == DEEPEST) {
            throw new BadRecordException("groups within groups, more than " + DEEPEST + " deep");
        }
        while (true) {
            int tag = tag();
            if ((tag & 7) != GROUP_END) {
                skip(tag, depth + 1);
            } else if (tag >>> 3 == number) {
                return;
            } else {
                throw new BadRecordException("a group that ends as another");
            }
        }
    }

    private void require(long length) throws BadRecordException {
        if (length < 0 || length > bytes.remaining()) {
            throw new BadRecordException(
                    "the message ends too early: %d byte(s) are left, %s should follow"
                            .formatted(bytes.remaining(), Long.toUnsignedString(length)));
        }
    }
}
