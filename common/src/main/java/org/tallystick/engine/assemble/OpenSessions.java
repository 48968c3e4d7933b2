package org.tallystick.engine.assemble;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tallystick.aggregate.HeapSize;
import org.tallystick.engine.Tally;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.block.BlockReader;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.Sessions;

/**
 * The sessions of a bucket that may still change.
 *
 * <p>Beside the {@link Sessions} themselves there is what has been published of each, and what is
 * due when, in a heap; a session that grows stays where it is in the heap, and is looked at again
 * when it would have been due.
 *
 * <p>Layout when stored: head of a block; int sessions, then per session int length of the key, the
 * key, long first, long last, byte state, accumulators.
 */
final class OpenSessions implements HeapBudget.Holder, Sessions.Changes {
    /** What stands between a key and its row when stored, bytes; nothing stands before the key. */
    static final int BEHIND_KEY = 2 * Long.BYTES + 1;

    private static final int NONE = -1;
    private static final int MANY = 64;

    /** Not published with these bounds. */
    private static final byte NEW = 0;

    /** Published as it is. */
    private static final byte PUBLISHED = 1;

    /** Published with these bounds, but with fewer events. */
    private static final byte OUTDATED = 2;

    /**
     * What becomes of published cells whose session has other bounds now, or is part of another.
     */
    interface Retractions {
        void retract(long first, long last, byte[] keys, int keyAt);
    }

    private final BlockForm form;
    private final int bucket;
    private final long gap;
    private final long retention;
    private final Retractions retractions;
    private Sessions sessions;
    private DueTimes due = new DueTimes();
    private byte[] states = new byte[16];
    private int gone;
    private boolean changed;

    /** The events of sessions that a merge is changing, as they were before. */
    private final Map<Integer, Tally> noted = new HashMap<>();

    /** Those are noted that begin from here on, epoch ms; none where nobody asks. */
    private long notedSince = Long.MAX_VALUE;

    /** When its timer is due, epoch ms; the end of time where none was asked for. */
    private long scheduled = Long.MAX_VALUE;

    /**
     * @param gap ms
     * @param retention how long a session is kept after its end, ms
     */
    OpenSessions(BlockForm form, int bucket, long gap, long retention, Retractions retractions) {
        this.form = form;
        this.bucket = bucket;
        this.gap = gap;
        this.retention = retention;
        this.retractions = retractions;
        sessions = new Sessions(gap, form.accumulators());
    }

    int bucket() {
        return bucket;
    }

    boolean isEmpty() {
        return sessions.size() == gone;
    }

    /** Whether it differs from what was last stored. */
    boolean isChanged() {
        return changed;
    }

    @Override
    public long bytes() {
        return HeapSize.ofObject(8 * Integer.BYTES + 3 * Long.BYTES + 1)
                + sessions.bytes()
                + due.bytes()
                + HeapSize.of(states);
    }

    /** All of it is needed. */
    @Override
    public void shed() {}

    Sessions sessions() {
        return sessions;
    }

    int keyAt(int row) {
        return sessions.keys().start(sessions.key(row));
    }

    /**
     * Merges the session that a block is at with all that it touches.
     *
     * @return the session that it is part of now
     */
    int merge(BlockReader block, long first, long last) {
        changed = true;
        int size = sessions.size();
        int key = sessions.key(block.hash(), block.bytes(), block.keyStart(), block.keyLength());
        int into = sessions.extend(key, first, last, this);
        if (into == size) {
            begin(into, NEW);
        } else if (states[into] == PUBLISHED) {
            states[into] = OUTDATED;
            setDue(into);
        }
        block.merge(sessions.rows(), into);
        return into;
    }

    /**
     * Merges like {@link #merge}, and says which events this has brought into a session that begins
     * before {@code since}, epoch ms: those of the block, and those of sessions that began later.
     *
     * @param events those of the session that the block is at
     */
    Tally mergeBefore(long since, BlockReader block, long first, long last, Tally events) {
        notedSince = since;
        int into = merge(block, first, last);
        notedSince = Long.MAX_VALUE;
        var all = sessions.first(into) >= since ? Tally.NOTHING : sum(events);
        noted.clear();
        return all;
    }

    private Tally sum(Tally events) {
        return noted.values().stream().reduce(events, Tally::plus);
    }

    /** Its cell, if it has been published, is that of no session any more. */
    @Override
    public void ends(int session) {
        if (sessions.first(session) >= notedSince) {
            // One that takes in several is told of more than once: what it had before counts.
            noted.computeIfAbsent(session, any -> Tallies.of(sessions.rows(), session));
        }
        if (states[session] == NEW) {
            return;
        }
        retractions.retract(
                sessions.first(session),
                sessions.last(session),
                sessions.keys().keys(),
                keyAt(session));
        if (states[session] == PUBLISHED) {
            due.add(sessions.end(session), session);
        }
        states[session] = NEW;
    }

    @Override
    public void joins(int session) {
        gone++;
    }

    private void begin(int session, byte state) {
        if (session == states.length) {
            states = Arrays.copyOf(states, 2 * session);
        }
        states[session] = state;
        setDue(session);
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
            if (sessions.isGone(row)) {
                continue;
            }
            if (dueTime(row) > time) {
                setDue(row);
            } else if (states[row] == PUBLISHED) {
                changed = true;
                sessions.remove(row);
                gone++;
            } else {
                return row;
            }
        }
        return NONE;
    }

    void setPublished(int row) {
        changed = true;
        states[row] = PUBLISHED;
        setDue(row);
    }

    /** Makes room where most rows are gone. */
    void compact() {
        if (gone < MANY || 2 * gone < sessions.size()) {
            return;
        }
        var all = sessions;
        byte[] before = states;
        sessions = new Sessions(gap, form.accumulators());
        due = new DueTimes();
        states = new byte[16];
        gone = 0;
        for (int row = 0; row < all.size(); row++) {
            if (!all.isGone(row)) {
                begin(sessions.take(all, row), before[row]);
            }
        }
    }

    private void setDue(int row) {
        due.add(dueTime(row), row);
    }

    /** When a session is to be published or, if it has been, dropped. */
    private long dueTime(int row) {
        return states[row] == PUBLISHED ? sessions.end(row) + retention : sessions.end(row);
    }

    /** Reads what {@link #encode} wrote. */
    void decode(byte[] bytes) {
        var in = form.open(bytes);
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            int at = in.position();
            in.skipBytes(length);
            int key = sessions.key(KeyTable.hash(bytes, at, length), bytes, at, length);
            int session = sessions.append(key, in.readLong(), in.readLong());
            byte state = in.readByte();
            sessions.rows().read(session, in);
            begin(session, state);
        }
        changed = false;
    }

    /** All sessions, to be stored. */
    byte[] encode() {
        var out = form.begin();
        var keys = sessions.keys();
        out.writeInt(sessions.size() - gone);
        for (int row = 0; row < sessions.size(); row++) {
            if (!sessions.isGone(row)) {
                int key = sessions.key(row);
                out.writeInt(keys.length(key));
                out.write(keys.keys(), keys.start(key), keys.length(key));
                out.writeLong(sessions.first(row));
                out.writeLong(sessions.last(row));
                out.writeByte(states[row]);
                sessions.rows().write(row, out);
            }
        }
        changed = false;
        return out.toArray();
    }
}
