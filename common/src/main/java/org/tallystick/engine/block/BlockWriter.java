package org.tallystick.engine.block;

import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.Rows;

/**
 * Writes a block: many partials of one metric and slice (or session window) as one array of bytes,
 * in which they travel and are stored, so that the network, state and serialization cost per block
 * and not per key.
 *
 * <pre>
 * byte   version
 * long   rows       digest of what the rows depend on: {@link MetricDefinition#rowDigest}
 * int    partials
 * per partial:
 *   long hash       of the key
 *   int  length     of the key
 *   key
 *   for sessions, long first and long last: event times of the first and last event, epoch ms
 *   accumulators    fixed bytes, then per aggregate that may have an object 0, or 1 and the object
 * </pre>
 */
public final class BlockWriter {
    public static final byte VERSION = 2;

    /** What stands before the length of each key, bytes. */
    public static final int BEFORE_KEY = Long.BYTES;

    /** What stands behind the key of a session, bytes. */
    public static final int BEHIND_SESSION_KEY = 2 * Long.BYTES;

    private static final int COUNT_AT = 1 + Long.BYTES;

    private final ByteBuilder out = new ByteBuilder();
    private int partials;

    /** Starts a block. */
    public void begin(long rowDigest) {
        out.clear();
        partials = 0;
        writeHead(out, rowDigest);
        out.writeInt(0);
    }

    public static void writeHead(ByteBuilder out, long rowDigest) {
        out.writeByte(VERSION);
        out.writeLong(rowDigest);
    }

    public void write(KeyTable keys, int number, Rows rows, int row) {
        writeKey(keys, number);
        rows.write(row, out);
    }

    /** Writes a session: first and last are event times, epoch ms. */
    public void write(KeyTable keys, int number, long first, long last, Rows rows, int row) {
        writeKey(keys, number);
        out.writeLong(first);
        out.writeLong(last);
        rows.write(row, out);
    }

    private void writeKey(KeyTable keys, int number) {
        partials++;
        out.writeLong(keys.hash(number));
        out.writeInt(keys.length(number));
        out.write(keys.keys(), keys.start(number), keys.length(number));
    }

    /** The finished block. */
    public byte[] end() {
        out.overwriteInt(COUNT_AT, partials);
        return out.toArray();
    }
}
