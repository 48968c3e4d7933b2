package org.tallystick.engine.assemble;

import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;

/**
 * A block of sessions that waits in the store for room on the heap.
 *
 * <p>Layout: long reached; the block.
 *
 * @param reached how far event time had come when the block came, epoch ms
 * @param block the sessions
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record ParkedBlock(long reached, byte[] block) {

    static ParkedBlock decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        return new ParkedBlock(in.readLong(), in.rest());
    }

    byte[] encode() {
        var out = new ByteBuilder();
        out.writeLong(reached);
        out.write(block);
        return out.toArray();
    }
}
