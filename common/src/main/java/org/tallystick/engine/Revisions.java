package org.tallystick.engine;

import java.util.Arrays;

/**
 * The revisions of a window's cells, as far as they are above 0.
 *
 * <p>Layout: int keys, then per key long hash, int length, the key, int revision.
 */
final class Revisions {
    private final KeyTable keys = new KeyTable();
    private int[] revisions = new int[16];

    static Revisions decode(byte[] bytes) {
        var all = new Revisions();
        var in = new ByteReader(bytes);
        for (int left = in.readInt(); left > 0; left--) {
            long hash = in.readLong();
            int length = in.readInt();
            int start = in.position();
            in.skipBytes(length);
            all.revisions[all.number(hash, bytes, start, length)] = in.readInt();
        }
        return all;
    }

    byte[] encode() {
        var out = new ByteBuilder();
        out.writeInt(keys.size());
        for (int key = 0; key < keys.size(); key++) {
            out.writeLong(keys.hash(key));
            out.writeInt(keys.length(key));
            out.write(keys.keys(), keys.start(key), keys.length(key));
            out.writeInt(revisions[key]);
        }
        return out.toArray();
    }

    boolean isEmpty() {
        return keys.size() == 0;
    }

    /** The revision with which a cell that was published before is published now. */
    int next(KeyTable from, int key) {
        int number = number(from.hash(key), from.keys(), from.start(key), from.length(key));
        return ++revisions[number];
    }

    private int number(long hash, byte[] bytes, int at, int length) {
        int number = keys.number(hash, bytes, at, length);
        if (number == revisions.length) {
            revisions = Arrays.copyOf(revisions, 2 * number);
        }
        return number;
    }
}
