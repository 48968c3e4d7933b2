package org.tallystick.engine;

import java.util.Arrays;
import org.tallystick.aggregate.Columns;

/**
 * Sessions by key, as far as one subtask has seen them: stretches of events of a key in which no
 * pause is longer than the gap.
 *
 * <p>Each session is a row with the times of its first and last event; the rows of a key are a
 * linked list, in no order. Sessions that an event joins are merged into one; a row that was merged
 * away stays behind, unlinked, until the table is dropped.
 */
final class SessionTable {
    private static final int NONE = -1;

    private final long gap;
    private final KeyTable keys = new KeyTable();
    private final Rows rows;
    private int size;
    private int[] heads = new int[16];
    private int[] nexts = new int[16];
    private long[] firsts = new long[16];
    private long[] lasts = new long[16];

    SessionTable(long gap, Accumulators layout) {
        this.gap = gap;
        rows = new Rows(layout);
    }

    KeyTable keys() {
        return keys;
    }

    Rows rows() {
        return rows;
    }

    long bytes() {
        return keys.bytes() + rows.bytes() + 4L * heads.length + 20L * firsts.length;
    }

    /** The key's first session, or -1. */
    int head(int key) {
        return heads[key];
    }

    /** The session behind this one, or -1. */
    int next(int session) {
        return nexts[session];
    }

    /** Time of the session's first event, epoch ms. */
    long first(int session) {
        return firsts[session];
    }

    /** Time of the session's last event, epoch ms. */
    long last(int session) {
        return lasts[session];
    }

    void add(long hash, byte[] key, int length, long time, Columns event) {
        int session = extend(key(hash, key, 0, length), time, time);
        rows.add(session, event);
    }

    /** Takes a session over from another table. */
    void merge(SessionTable other, int otherKey, int otherSession) {
        var from = other.keys;
        int key =
                key(from.hash(otherKey), from.keys(), from.start(otherKey), from.length(otherKey));
        int session = extend(key, other.first(otherSession), other.last(otherSession));
        rows.merge(session, other.rows, otherSession);
    }

    private int key(long hash, byte[] bytes, int at, int length) {
        int known = keys.size();
        int key = keys.number(hash, bytes, at, length);
        if (key == known) {
            if (key == heads.length) {
                heads = Arrays.copyOf(heads, 2 * key);
            }
            heads[key] = NONE;
        }
        return key;
    }

    /**
     * The one session of {@code key} that now holds first to last: an old one, a merged one, or a
     * new one.
     */
    private int extend(int key, long first, long last) {
        int into = NONE;
        int before = NONE;
        for (int session = heads[key]; session != NONE; session = nexts[session]) {
            if (!touches(session, first, last)) {
                before = session;
            } else if (into == NONE) {
                into = session;
                before = session;
                cover(into, first, last);
            } else {
                cover(into, firsts[session], lasts[session]);
                rows.merge(into, rows, session);
                nexts[before] = nexts[session];
            }
        }
        return into == NONE ? append(key, first, last) : into;
    }

    private boolean touches(int session, long first, long last) {
        return first <= lasts[session] + gap && last >= firsts[session] - gap;
    }

    private void cover(int session, long first, long last) {
        firsts[session] = Math.min(firsts[session], first);
        lasts[session] = Math.max(lasts[session], last);
    }

    private int append(int key, long first, long last) {
        int session = size++;
        if (session == firsts.length) {
            nexts = Arrays.copyOf(nexts, 2 * session);
            firsts = Arrays.copyOf(firsts, 2 * session);
            lasts = Arrays.copyOf(lasts, 2 * session);
        }
        rows.reserve(session);
        firsts[session] = first;
        lasts[session] = last;
        nexts[session] = heads[key];
        heads[key] = session;
        return session;
    }
}
