package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.tallystick.source.format.BadRecordException;

/** A value in a message of its own, which is there or not: {@code google.protobuf.Int64Value}. */
record ProtoWrapper(FieldDescriptor wrapped, ProtoTarget target, ProtoValue value)
        implements ProtoValue {

    /** What is in an empty one. */
    private record Zero() {}

    private static final Zero ZERO = new Zero();

    @Override
    public int wire() {
        return ProtoBytes.LENGTH;
    }

    @Override
    public Object read(Object before, ProtoBytes in) throws BadRecordException {
        Object read = before == null ? ZERO : before;
        int end = in.enter();
        while (!in.isAtEnd()) {
            int tag = in.tag();
            if (tag >>> 3 == 1) {
                Wires.require(wrapped, target, value.wire(), tag & 7);
                read = value.read(null, in);
            } else {
                in.skipField(tag);
            }
        }
        in.leave(end);
        return read;
    }

    @Override
    public Object finish(Object read) throws BadRecordException {
        return read == ZERO ? value.zero() : value.finish(read);
    }
}
