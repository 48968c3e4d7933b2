package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import org.tallystick.source.format.BadRecordException;

/**
 * A type of whole numbers: how they are written, and which there are.
 *
 * @param name as a schema has it
 * @param isNarrow whether they are of 32 bits
 * @param isUnsigned whether there are none below zero; those of 64 bits are read as if there were
 */
record ProtoWhole(String name, int wire, boolean isNarrow, boolean isUnsigned, boolean isZigzag) {
    private static final long UNSIGNED_INTS = 1L << 32;

    /** Empty for a type of other values. */
    static Optional<ProtoWhole> of(FieldDescriptor.Type type) {
        return Optional.ofNullable(
                switch (type) {
                    case INT32 -> varint("int32", true, false, false);
                    case SINT32 -> varint("sint32", true, false, true);
                    case UINT32 -> varint("uint32", true, true, false);
                    case INT64 -> varint("int64", false, false, false);
                    case SINT64 -> varint("sint64", false, false, true);
                    case UINT64 -> varint("uint64", false, true, false);
                    case FIXED32 -> fixed("fixed32", ProtoBytes.FIXED32, true);
                    case SFIXED32 -> fixed("sfixed32", ProtoBytes.FIXED32, false);
                    case FIXED64 -> fixed("fixed64", ProtoBytes.FIXED64, true);
                    case SFIXED64 -> fixed("sfixed64", ProtoBytes.FIXED64, false);
                    default -> null;
                });
    }

    private static ProtoWhole varint(
            String name, boolean narrow, boolean unsigned, boolean zigzag) {
        return new ProtoWhole(name, ProtoBytes.VARINT, narrow, unsigned, zigzag);
    }

    private static ProtoWhole fixed(String name, int wire, boolean unsigned) {
        return new ProtoWhole(name, wire, wire == ProtoBytes.FIXED32, unsigned, false);
    }

    /** The next one; of those that are unsigned and of 64 bits the bits. */
    long read(ProtoBytes in, ProtoTarget target) throws BadRecordException {
        if (wire == ProtoBytes.FIXED64) {
            return in.fixed64();
        }
        if (wire == ProtoBytes.FIXED32) {
            return isUnsigned ? in.fixed32() & (UNSIGNED_INTS - 1) : in.fixed32();
        }
        long bits = in.varint();
        long value = isZigzag ? (bits >>> 1) ^ -(bits & 1) : bits;
        if (isNarrow && !isInRange(value)) {
            throw target.bad("%s is no %s".formatted(text(value), name));
        }
        return value;
    }

    private boolean isInRange(long value) {
        return isUnsigned ? value >= 0 && value < UNSIGNED_INTS : value == (int) value;
    }

    /** Whether these bits are a number beyond BIGINT. */
    boolean isBeyond(long value) {
        return isUnsigned && value < 0;
    }

    String text(long value) {
        return isUnsigned && !isNarrow ? Long.toUnsignedString(value) : Long.toString(value);
    }
}
