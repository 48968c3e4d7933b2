package org.tallystick.source.format.protobuf;

import org.tallystick.source.format.BadRecordException;

/**
 * How a value of a field is read. A message may come in parts, which belong together; so a value
 * grows with each, and is finished when all bytes have been read.
 */
interface ProtoValue {

    /** The wire type that it has. */
    int wire();

    /**
     * The value with what follows.
     *
     * @param before what has been read of it; null if nothing has
     */
    Object read(Object before, ProtoBytes in) throws BadRecordException;

    /** A value that has been read, in Flink's form. */
    default Object finish(Object read) throws BadRecordException {
        return read;
    }

    /** What reads a value that comes as a whole. */
    interface Scalar {
        Object read(ProtoBytes in) throws BadRecordException;
    }

    /** Of a value that comes as a whole, the last counts. */
    static ProtoValue of(int wire, Scalar scalar) {
        return new ProtoValue() {
            @Override
            public int wire() {
                return wire;
            }

            @Override
            public Object read(Object before, ProtoBytes in) throws BadRecordException {
                return scalar.read(in);
            }
        };
    }

    /** One that comes as a whole. */
    default Object whole(ProtoBytes in) throws BadRecordException {
        return finish(read(null, in));
    }

    /** What a value is that its writer need not write: zero, or nothing. */
    default Object zero() throws BadRecordException {
        var zeros = new ProtoBytes();
        zeros.open(new byte[Long.BYTES], 0);
        return whole(zeros);
    }
}
