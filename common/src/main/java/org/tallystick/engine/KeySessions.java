package org.tallystick.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sessions of one key that may still change, no two of which touch.
 *
 * <p>Layout: head of a block; long {@link #scheduled}; int length of the key and the key; int
 * sessions, then per session long first, long last, int revision, boolean published, accumulators.
 */
final class KeySessions {

    /** A session; first and last are the times of its first and last event, epoch ms. */
    static final class Session {
        private long first;
        private long last;
        private int revision;
        private boolean published;
        private int row;

        long first() {
            return first;
        }

        long last() {
            return last;
        }

        /** The revision it is published with next. */
        int revision() {
            return revision;
        }

        /** Whether its cell, as it is, has been published. */
        boolean published() {
            return published;
        }

        int row() {
            return row;
        }

        void setPublished() {
            published = true;
            revision++;
        }
    }

    private final byte[] key;
    private final Rows rows;
    private final List<Session> sessions = new ArrayList<>();
    private int used;
    private long scheduled = Long.MAX_VALUE;

    KeySessions(Accumulators layout, byte[] key) {
        this.key = key;
        rows = new Rows(layout);
    }

    static KeySessions decode(Accumulators layout, int digest, byte[] bytes) {
        var in = new ByteReader(bytes);
        BlockReader.checkHead(in, digest);
        long scheduled = in.readLong();
        byte[] key = new byte[in.readInt()];
        in.readFully(key);
        var all = new KeySessions(layout, key);
        all.scheduled = scheduled;
        for (int left = in.readInt(); left > 0; left--) {
            var session = all.append(in.readLong(), in.readLong());
            session.revision = in.readInt();
            session.published = in.readBoolean();
            all.rows.read(session.row, in);
        }
        return all;
    }

    byte[] encode(int digest) {
        var out = new ByteBuilder();
        BlockWriter.writeHead(out, digest);
        out.writeLong(scheduled);
        out.writeInt(key.length);
        out.write(key);
        out.writeInt(sessions.size());
        for (Session session : sessions) {
            out.writeLong(session.first);
            out.writeLong(session.last);
            out.writeInt(session.revision);
            out.writeBoolean(session.published);
            rows.write(session.row, out);
        }
        return out.toArray();
    }

    byte[] key() {
        return key;
    }

    Rows rows() {
        return rows;
    }

    /** May be changed. */
    List<Session> sessions() {
        return sessions;
    }

    /** When the earliest timer that was asked for is due, epoch ms; the end of time if none was. */
    long scheduled() {
        return scheduled;
    }

    void schedule(long time) {
        scheduled = time;
    }

    /** A new session with an empty row, which may touch others until it is joined with them. */
    Session append(long first, long last) {
        var session = new Session();
        session.first = first;
        session.last = last;
        session.row = used++;
        rows.reserve(session.row);
        sessions.add(session);
        return session;
    }

    /**
     * Merges into {@code session} all others that lie within {@code gap} of it, and removes those.
     * The others were apart from each other, so that one pass finds all.
     *
     * @return the sessions merged away
     */
    List<Session> join(Session session, long gap) {
        long begin = session.first - gap;
        long end = session.last + gap;
        var touched = new ArrayList<Session>();
        for (Session other : sessions) {
            if (other != session && other.first <= end && other.last >= begin) {
                touched.add(other);
            }
        }
        for (Session other : touched) {
            rows.merge(session.row, rows, other.row);
            session.first = Math.min(session.first, other.first);
            session.last = Math.max(session.last, other.last);
        }
        sessions.removeAll(touched);
        touched.forEach(other -> inheritRevision(session, other));
        return touched;
    }

    /** The same bounds are the same cell: its revisions go on. */
    private static void inheritRevision(Session session, Session other) {
        if (session.first == other.first && session.last == other.last) {
            session.revision = other.revision;
        }
    }

    static byte[] copyKey(BlockReader block) {
        return Arrays.copyOfRange(
                block.bytes(), block.keyStart(), block.keyStart() + block.keyLength());
    }
}
