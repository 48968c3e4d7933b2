package org.tallystick.engine.table;

import java.util.Arrays;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;

/**
 * Sessions by key: stretches of events of a key in which no pause is longer than the gap; no two
 * sessions of a key touch.
 *
 * <p>A session is a row: the times of its first and last event, and its accumulators. The rows of a
 * key are a linked list, in no order. Sessions that an event joins are merged into one; the row of
 * one that was merged away stays behind, without a key.
 */
public final class Sessions {
    private static final int NONE = -1;

    /** What happens to sessions while others are taken in. */
    public interface Changes {
        /** The session is about to get other bounds, or to become part of another. */
        default void ends(int session) {}

        /** The session is part of another now, and its row gone. */
        default void joins(int session) {}
    }

    private static final Changes IGNORED = new Changes() {};

    private final long gap;
    private final HeapCount heap;
    private final KeyTable keys;
    private final Rows rows;
    private int size;

    /** How many keys have a list. */
    private int known;

    private int[] heads = new int[Capacity.FIRST];
    private int[] nexts = new int[Capacity.FIRST];
    private int[] owners = new int[Capacity.FIRST];
    private long[] firsts = new long[Capacity.FIRST];
    private long[] lasts = new long[Capacity.FIRST];

    /**
     * @param gap ms
     */
    public Sessions(long gap, Accumulators accumulators) {
        this(gap, accumulators, new HeapCount());
    }

    /**
     * @param gap ms
     * @param heap where they count what they hold
     */
    public Sessions(long gap, Accumulators accumulators, HeapCount heap) {
        this.gap = gap;
        this.heap = heap;
        keys = new KeyTable(heap);
        rows = new Rows(accumulators, heap);
        heap.add(ownBytes());
    }

    public KeyTable keys() {
        return keys;
    }

    public Rows rows() {
        return rows;
    }

    /** Bytes of heap held. */
    public long bytes() {
        return keys.bytes() + rows.bytes() + ownBytes();
    }

    private long ownBytes() {
        return HeapSize.ofObject(10 * Integer.BYTES + Long.BYTES)
                + HeapSize.of(heads)
                + HeapSize.of(nexts)
                + HeapSize.of(owners)
                + HeapSize.of(firsts)
                + HeapSize.of(lasts);
    }

    /** How many rows there are, those of sessions that are gone among them. */
    public int size() {
        return size;
    }

    /** Whether the row is no session any more. */
    public boolean isGone(int session) {
        return owners[session] == NONE;
    }

    /** The number of the session's key. */
    public int key(int session) {
        return owners[session];
    }

    /** Time of the session's first event, epoch ms. */
    public long first(int session) {
        return firsts[session];
    }

    /** Time of the session's last event, epoch ms. */
    public long last(int session) {
        return lasts[session];
    }

    /** When the session ends, epoch ms. */
    public long end(int session) {
        return lasts[session] + gap;
    }

    /** Adds an event. */
    public void add(long hash, byte[] key, int length, long time, Columns event) {
        int session = extend(key(hash, key, 0, length), time, time, IGNORED);
        rows.add(session, event);
    }

    /** Takes a session over from sessions that are dropped then; it touches none that is here. */
    public int take(Sessions other, int session) {
        int key = keyOf(keys.number(other.keys, other.owners[session]));
        int taken = append(key, other.firsts[session], other.lasts[session]);
        rows.copy(taken, other.rows, session);
        return taken;
    }

    /** The number of a key. */
    public int key(long hash, byte[] bytes, int at, int length) {
        return keyOf(keys.number(hash, bytes, at, length));
    }

    /** Begins the list of a key that is new. */
    private int keyOf(int key) {
        if (key == heads.length) {
            heap.subtract(HeapSize.of(heads));
            heads = Arrays.copyOf(heads, Capacity.after(key));
            heap.add(HeapSize.of(heads));
        }
        if (key == known) {
            heads[key] = NONE;
            known++;
        }
        return key;
    }

    /**
     * The one session of {@code key} that now holds {@code first} to {@code last}: an old one, one
     * that old ones were merged into, or a new one, whose number is then {@link #size} before.
     */
    public int extend(int key, long first, long last, Changes changes) {
        int into = NONE;
        int before = NONE;
        for (int session = heads[key]; session != NONE; session = nexts[session]) {
            if (!touches(session, first, last)) {
                before = session;
            } else if (into == NONE) {
                into = session;
                before = session;
                cover(into, first, last, changes);
            } else {
                changes.ends(session);
                cover(into, firsts[session], lasts[session], changes);
                rows.merge(into, rows, session);
                rows.clear(session);
                nexts[before] = nexts[session];
                owners[session] = NONE;
                changes.joins(session);
            }
        }
        return into == NONE ? append(key, first, last) : into;
    }

    private boolean touches(int session, long first, long last) {
        return first <= lasts[session] + gap && last >= firsts[session] - gap;
    }

    private void cover(int session, long first, long last, Changes changes) {
        if (first < firsts[session] || last > lasts[session]) {
            changes.ends(session);
            firsts[session] = Math.min(firsts[session], first);
            lasts[session] = Math.max(lasts[session], last);
        }
    }

    /** A session of its own, without events yet. */
    public int append(int key, long first, long last) {
        int session = size++;
        if (session == firsts.length) {
            grow(Capacity.after(session));
        }
        rows.reserve(session);
        firsts[session] = first;
        lasts[session] = last;
        owners[session] = key;
        nexts[session] = heads[key];
        heads[key] = session;
        return session;
    }

    private void grow(int capacity) {
        heap.subtract(ownBytes());
        nexts = Arrays.copyOf(nexts, capacity);
        owners = Arrays.copyOf(owners, capacity);
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
        heap.add(ownBytes());
    }

    /** Takes a session out. */
    public void remove(int session) {
        int key = owners[session];
        if (heads[key] == session) {
            heads[key] = nexts[session];
        } else {
            int before = heads[key];
            while (nexts[before] != session) {
                before = nexts[before];
            }
            nexts[before] = nexts[session];
        }
        owners[session] = NONE;
        rows.clear(session);
    }
}
