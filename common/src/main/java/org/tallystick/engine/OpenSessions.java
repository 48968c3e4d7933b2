package org.tallystick.engine;

import java.util.Arrays;

/**
 * The sessions of a bucket that may still change, by key; no two of a key touch.
 *
 * <p>A session is a row: the times of its first and last event, the revision it is published with
 * next, whether it has been published as it is, and its accumulators. The rows of a key are a
 * linked list. What is due when is kept in a heap; a session that grows stays where it is in it,
 * and is looked at again when it would have been due.
 *
 * <p>Layout when stored: head of a block; int sessions, then per session int length of the key, the
 * key, long first, long last, int revision, boolean published, accumulators.
 */
final class OpenSessions {
    private static final int NONE = -1;
    private static final int GONE = -2;
    private static final int MANY = 64;

    /** What becomes of sessions that were merged away. */
    interface Retractions {
        /** A published cell of the key that is no session any more. */
        void retract(long first, long last, int revision, byte[] keys, int keyAt);
    }

    private final Accumulators layout;
    private final long gap;
    private final long retention;
    private KeyTable keys = new KeyTable();
    private Rows rows;
    private DueTimes due = new DueTimes();
    private int[] heads = new int[16];
    private int[] nexts = new int[16];
    private int[] owners = new int[16];
    private int[] revisions = new int[16];
    private boolean[] published = new boolean[16];
    private long[] firsts = new long[16];
    private long[] lasts = new long[16];
    private int size;
    private int gone;
    private boolean changed;

    /** When its timer is due, epoch ms; the end of time where none was asked for. */
    private long scheduled = Long.MAX_VALUE;

    /**
     * @param gap ms
     * @param retention how long a session is kept after its end, ms
     */
    OpenSessions(Accumulators layout, long gap, long retention) {
        this.layout = layout;
        this.gap = gap;
        this.retention = retention;
        rows = new Rows(layout);
    }

    boolean isEmpty() {
        return size == gone;
    }

    /** Whether it differs from what was last stored. */
    boolean isChanged() {
        return changed;
    }

    /** Bytes of heap held: an estimate. */
    long bytes() {
        return keys.bytes() + rows.bytes() + due.bytes() + 4L * heads.length + 29L * firsts.length;
    }

    long first(int row) {
        return firsts[row];
    }

    long end(int row) {
        return lasts[row] + gap;
    }

    int revision(int row) {
        return revisions[row];
    }

    Rows rows() {
        return rows;
    }

    byte[] keys() {
        return keys.keys();
    }

    int keyAt(int row) {
        return keys.start(owners[row]);
    }

    /** Merges the session that a block is at with all that it touches. */
    void merge(BlockReader block, long first, long last, Retractions retractions) {
        changed = true;
        int key = key(block.hash(), block.bytes(), block.keyStart(), block.keyLength());
        int into = NONE;
        for (int row = heads[key], next; row != NONE; row = next) {
            next = nexts[row];
            if (first <= lasts[row] + gap && last >= firsts[row] - gap) {
                into = into == NONE ? row : join(into, row, retractions);
            }
        }
        if (into == NONE) {
            into = append(key, first, last);
            setDue(into);
        } else {
            cover(into, first, last, retractions);
        }
        block.merge(rows, into);
    }

    /** Merges a session into another of its key, which a third has brought together. */
    private int join(int into, int row, Retractions retractions) {
        takeBack(row, retractions);
        cover(into, firsts[row], lasts[row], retractions);
        rows.merge(into, rows, row);
        remove(row);
        return into;
    }

    /** Makes a session longer; the same bounds are the same cell, whose revisions go on. */
    private void cover(int row, long first, long last, Retractions retractions) {
        if (first < firsts[row] || last > lasts[row]) {
            takeBack(row, retractions);
            revisions[row] = 0;
            firsts[row] = Math.min(firsts[row], first);
            lasts[row] = Math.max(lasts[row], last);
        }
        if (published[row]) {
            published[row] = false;
            setDue(row);
        }
    }

    private void takeBack(int row, Retractions retractions) {
        if (revisions[row] > 0) {
            retractions.retract(firsts[row], lasts[row], revisions[row], keys.keys(), keyAt(row));
        }
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

    private int append(int key, long first, long last) {
        int row = size++;
        if (row == firsts.length) {
            grow(2 * row);
        }
        rows.reserve(row);
        firsts[row] = first;
        lasts[row] = last;
        owners[row] = key;
        nexts[row] = heads[key];
        heads[key] = row;
        return row;
    }

    private void grow(int capacity) {
        nexts = Arrays.copyOf(nexts, capacity);
        owners = Arrays.copyOf(owners, capacity);
        revisions = Arrays.copyOf(revisions, capacity);
        published = Arrays.copyOf(published, capacity);
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
    }

    private void remove(int row) {
        int key = owners[row];
        if (heads[key] == row) {
            heads[key] = nexts[row];
        } else {
            int before = heads[key];
            while (nexts[before] != row) {
                before = nexts[before];
            }
            nexts[before] = nexts[row];
        }
        owners[row] = GONE;
        gone++;
    }

    /** When something is to be done, epoch ms at the latest; there must be a session. */
    long due() {
        return due.first();
    }

    /** Whether a timer has to be asked for at that time, which is then noted. */
    boolean schedule(long time) {
        boolean earlier = time < scheduled;
        scheduled = Math.min(scheduled, time);
        return earlier;
    }

    /** The timer was due. */
    void woken(long time) {
        if (scheduled <= time) {
            scheduled = Long.MAX_VALUE;
        }
    }

    /** The next session to be published by {@code time}, or -1; those too old are dropped. */
    int nextToPublish(long time) {
        while (!due.isEmpty() && due.first() <= time) {
            int row = due.poll();
            if (owners[row] == GONE) {
                continue;
            }
            if (dueTime(row) > time) {
                setDue(row);
            } else if (published[row]) {
                changed = true;
                remove(row);
            } else {
                return row;
            }
        }
        return NONE;
    }

    void setPublished(int row) {
        changed = true;
        published[row] = true;
        revisions[row]++;
        setDue(row);
    }

    /** Makes room where most rows are gone. */
    void compact() {
        if (gone < MANY || 2 * gone < size) {
            return;
        }
        var kept = new OpenSessions(layout, gap, retention);
        for (int row = 0; row < size; row++) {
            if (owners[row] != GONE) {
                kept.take(this, row);
            }
        }
        keys = kept.keys;
        rows = kept.rows;
        due = kept.due;
        heads = kept.heads;
        nexts = kept.nexts;
        owners = kept.owners;
        revisions = kept.revisions;
        published = kept.published;
        firsts = kept.firsts;
        lasts = kept.lasts;
        size = kept.size;
        gone = 0;
    }

    private void take(OpenSessions other, int row) {
        var from = other.keys;
        int owner = other.owners[row];
        int key = key(from.hash(owner), from.keys(), from.start(owner), from.length(owner));
        int copy = append(key, other.firsts[row], other.lasts[row]);
        revisions[copy] = other.revisions[row];
        published[copy] = other.published[row];
        rows.copy(copy, other.rows, row);
        setDue(copy);
    }

    private void setDue(int row) {
        due.add(dueTime(row), row);
    }

    /** When a session is to be published or, if it has been, dropped. */
    private long dueTime(int row) {
        return published[row] ? end(row) + retention : end(row);
    }

    /** Appends the session that {@code in} is at, behind its key; see the layout. */
    void restore(long hash, int keyAt, int keyLength, ByteReader in) {
        changed = true;
        int key = key(hash, in.bytes(), keyAt, keyLength);
        int row = append(key, in.readLong(), in.readLong());
        revisions[row] = in.readInt();
        published[row] = in.readBoolean();
        rows.read(row, in);
        setDue(row);
    }

    /** Reads what {@link #encode} wrote. */
    void decode(byte[] bytes, int digest) {
        var in = new ByteReader(bytes);
        BlockReader.checkHead(in, digest);
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            int key = in.position();
            in.skipBytes(length);
            restore(KeyTable.hash(bytes, key, length), key, length, in);
        }
        changed = false;
    }

    /** All sessions, to be stored. */
    byte[] encode(int digest) {
        var out = new ByteBuilder();
        BlockWriter.writeHead(out, digest);
        out.writeInt(size - gone);
        for (int row = 0; row < size; row++) {
            if (owners[row] != GONE) {
                out.writeInt(keys.length(owners[row]));
                out.write(keys.keys(), keyAt(row), keys.length(owners[row]));
                out.writeLong(firsts[row]);
                out.writeLong(lasts[row]);
                out.writeInt(revisions[row]);
                out.writeBoolean(published[row]);
                rows.write(row, out);
            }
        }
        changed = false;
        return out.toArray();
    }
}
