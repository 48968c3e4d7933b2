package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tallystick.engine.Slice;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;

/**
 * The slices of a bucket that do not count for all windows they lie in: their events were late for
 * the windows that end before {@link Slice#from}.
 *
 * <p>They are held back until these windows are gone, and then become ordinary slices. That takes
 * as long as the watermark is behind the clock of the events' partition, so there are few.
 *
 * <p>Layout: unsigned number of slices; per slice, in the order of {@code from} and then of start,
 * long start, long end, long from, unsigned number of blocks.
 */
final class HeldSlices {
    private static final long ENTRY_BYTES = 112;
    private static final Comparator<Slice> BY_FROM =
            Comparator.comparingLong(Slice::from)
                    .thenComparingLong(Slice::start)
                    .thenComparingLong(Slice::end);

    private final BlockStore store;
    private final String part;
    private final TreeMap<Slice, Integer> slices = new TreeMap<>(BY_FROM);
    private boolean changed;

    /** The held slices of the bucket that the store is at. */
    HeldSlices(BlockStore store, String part) {
        this.store = store;
        this.part = part;
        byte[] stored = store.get(StateNames.held(part));
        if (stored != null) {
            decode(new ByteReader(stored));
        }
    }

    private void decode(ByteReader in) {
        for (long left = in.readUnsigned(); left > 0; left--) {
            var slice = new Slice(in.readLong(), in.readLong(), in.readLong());
            slices.put(slice, (int) in.readUnsigned());
        }
    }

    private byte[] encode() {
        var out = new ByteBuilder();
        out.writeUnsigned(slices.size());
        slices.forEach(
                (slice, blocks) -> {
                    out.writeLong(slice.start());
                    out.writeLong(slice.end());
                    out.writeLong(slice.from());
                    out.writeUnsigned(blocks);
                });
        return out.toArray();
    }

    /** Writes what has changed since the last time; the store is at this bucket. */
    void flush() {
        if (!changed) {
            return;
        }
        if (slices.isEmpty()) {
            store.remove(StateNames.held(part));
        } else {
            store.put(StateNames.held(part), encode());
        }
        changed = false;
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** Bytes of heap held. */
    long bytes() {
        return ENTRY_BYTES * slices.size();
    }

    /** The slice that counts first; there must be one. */
    Slice first() {
        return slices.firstKey();
    }

    /** Stores one more block of a slice. */
    void add(Slice slice, byte[] block) {
        int number = slices.getOrDefault(slice, 0);
        store.put(StateNames.heldBlock(part, slice, number), block);
        slices.put(slice, number + 1);
        changed = true;
    }

    /** All of them, in the order of their from. */
    Set<Slice> all() {
        return slices.keySet();
    }

    /** The slices that start in {@code [start, end)} and whose {@code from} is in (after, to]. */
    List<Slice> between(long start, long end, long after, long to) {
        var found = new ArrayList<Slice>();
        for (Slice slice :
                slices.headMap(new Slice(Long.MAX_VALUE, Long.MAX_VALUE, to), true).keySet()) {
            if (slice.start() >= start && slice.start() < end && slice.from() > after) {
                found.add(slice);
            }
        }
        return found;
    }

    /** The blocks of a slice that is held. */
    List<byte[]> blocks(Slice slice) {
        int count = slices.get(slice);
        var blocks = new ArrayList<byte[]>(count);
        for (int number = 0; number < count; number++) {
            blocks.add(store.get(StateNames.heldBlock(part, slice, number)));
        }
        return blocks;
    }

    /** Takes the first slice out, with its blocks. */
    Map.Entry<Slice, List<byte[]>> poll() {
        var slice = slices.firstKey();
        var blocks = blocks(slice);
        for (int number = 0; number < blocks.size(); number++) {
            store.remove(StateNames.heldBlock(part, slice, number));
        }
        slices.remove(slice);
        changed = true;
        return Map.entry(slice, blocks);
    }
}
