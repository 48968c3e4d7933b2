package org.tallystick.source.format.protobuf;

import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.BinaryRecord;

/** The bytes of a message in Protobuf's wire format. */
final class ProtoBytes extends BinaryRecord {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /** As deep as Protobuf's own readers go. */
    private static final int DEEPEST = 100;

    ProtoBytes() {
        super("message");
    }

    /** The next field's number and, in the lowest three bits, its wire type. */
    int tag() throws BadRecordException {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new BadRecordException("a field of number " + Long.toUnsignedString(tag >>> 3));
        }
        return (int) tag;
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
        return take(length());
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
    void skipField(int tag) throws BadRecordException {
        skipField(tag, 0);
    }

    private void skipField(int tag, int depth) throws BadRecordException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> fixed64();
            case LENGTH -> skip(length());
            case GROUP -> skipGroup(tag >>> 3, depth);
            case FIXED32 -> fixed32();
            default ->
                    throw new BadRecordException(
                            "field %d has the wire type %d".formatted(tag >>> 3, tag & 7));
        }
    }

    private void skipGroup(int number, int depth) throws BadRecordException {
        if (depth == DEEPEST) {
            throw new BadRecordException("groups within groups, more than " + DEEPEST + " deep");
        }
        while (true) {
            int tag = tag();
            if ((tag & 7) != GROUP_END) {
                skipField(tag, depth + 1);
            } else if (tag >>> 3 == number) {
                return;
            } else {
                throw new BadRecordException("a group that ends as another");
            }
        }
    }
}
