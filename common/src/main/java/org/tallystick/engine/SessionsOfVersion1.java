package org.tallystick.engine;

import java.util.List;

/**
 * Reads the sessions of one key as state of version 1 had them, one entry for each key.
 *
 * <p>Layout: head of a block; long, unused now; int length of the key and the key; int sessions,
 * then per session long first, long last, int revision, boolean published, accumulators.
 */
final class SessionsOfVersion1 {
    private SessionsOfVersion1() {}

    /** Moves all of a part's sessions from the store's bucket into a table. */
    static void move(String part, int digest, BlockStore store, OpenSessions into) {
        for (String name : List.copyOf(store.names())) {
            if (StateNames.isKey(part, name)) {
                read(new ByteReader(store.get(name)), digest, into);
                store.remove(name);
            }
        }
    }

    private static void read(ByteReader in, int digest, OpenSessions into) {
        BlockReader.checkHead(in, digest);
        in.readLong();
        int length = in.readInt();
        int key = in.position();
        in.skipBytes(length);
        for (int left = in.readInt(); left > 0; left--) {
            into.restore(KeyTable.hash(in.bytes(), key, length), key, length, in);
        }
    }
}
