package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Unsigned numbers in as few bytes as they need: seven bits a byte, the lowest first. */
final class Varint {
    private Varint() {}

    static void write(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits: the accumulator's bytes are damaged");
    }

    static int readInt(DataInput in) throws IOException {
        return Math.toIntExact(read(in));
    }
}
