package org.tallystick.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a bucket holds of a metric's slices, and how far it has come with them.
 *
 * <p>Layout: long {@link #reached}; int number of slices, then per slice long start, end, from and
 * int blocks; int number of revised windows, then per window its text and long end.
 */
final class SliceIndex {

    /** A window in which cells were published more than once. */
    record Revised(String window, long end) {}

    private record Key(long start, long from) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byStart = Long.compare(start, other.start);
            return byStart != 0 ? byStart : Long.compare(from, other.from);
        }
    }

    /** A slice and how many blocks there are of it. */
    record Entry(Slice slice, int blocks) {}

    private final NavigableMap<Key, Entry> slices = new TreeMap<>();
    private final List<Revised> revised = new ArrayList<>();
    private long reached = Long.MIN_VALUE;

    static SliceIndex decode(byte[] bytes) {
        var index = new SliceIndex();
        var in = new ByteReader(bytes);
        index.reached = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            var slice = new Slice(in.readLong(), in.readLong(), in.readLong());
            index.put(new Entry(slice, in.readInt()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            index.revised.add(new Revised(in.readUTF(), in.readLong()));
        }
        return index;
    }

    byte[] encode() {
        var out = new ByteBuilder();
        out.writeLong(reached);
        out.writeInt(slices.size());
        for (Entry entry : slices.values()) {
            out.writeLong(entry.slice().start());
            out.writeLong(entry.slice().end());
            out.writeLong(entry.slice().from());
            out.writeInt(entry.blocks());
        }
        out.writeInt(revised.size());
        for (Revised window : revised) {
            out.writeUTF(window.window());
            out.writeLong(window.end());
        }
        return out.toArray();
    }

    private void put(Entry entry) {
        slices.put(new Key(entry.slice().start(), entry.slice().from()), entry);
    }

    /** All windows that end at this time plus 1 or before have fired; epoch ms. */
    long reached() {
        return reached;
    }

    void reach(long time) {
        reached = Math.max(reached, time);
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** The first slice; there must be one. */
    Entry first() {
        return slices.get(slices.firstKey());
    }

    /** The start of the first slice. */
    OptionalLong firstStart() {
        return slices.isEmpty() ? OptionalLong.empty() : OptionalLong.of(slices.firstKey().start());
    }

    /** The start of the first slice that starts at {@code time} or later. */
    OptionalLong firstStartFrom(long time) {
        var key = slices.ceilingKey(new Key(time, Long.MIN_VALUE));
        return key == null ? OptionalLong.empty() : OptionalLong.of(key.start());
    }

    /** Whether any slice starts in {@code [start, end)}. */
    boolean any(long start, long end) {
        var key = slices.ceilingKey(new Key(start, Long.MIN_VALUE));
        return key != null && key.start() < end;
    }

    /** Whether any slice in {@code [start, end)} counts for the window that this is. */
    boolean anyFor(long start, long end) {
        for (Entry entry : between(start, end)) {
            if (entry.slice().from() <= end) {
                return true;
            }
        }
        return false;
    }

    /** The slices that start at {@code start} or later and before {@code end}. */
    Iterable<Entry> between(long start, long end) {
        return slices.subMap(new Key(start, Long.MIN_VALUE), new Key(end, Long.MIN_VALUE)).values();
    }

    /** The slices of {@link #between}, from the last to the first. */
    Iterable<Entry> newestFirst(long start, long end) {
        return slices.subMap(
                        new Key(start, Long.MIN_VALUE), true, new Key(end, Long.MIN_VALUE), false)
                .descendingMap()
                .values();
    }

    /** Notes one more block of the slice, and gives it its number. */
    int addBlock(Slice slice) {
        var entry = slices.get(new Key(slice.start(), slice.from()));
        int blocks = entry == null ? 0 : entry.blocks();
        put(new Entry(slice, blocks + 1));
        return blocks;
    }

    /** How many blocks there are of the slice, which must be known. */
    int blocks(Slice slice) {
        return slices.get(new Key(slice.start(), slice.from())).blocks();
    }

    /** Notes that all blocks of the slice have become one. */
    void merged(Slice slice) {
        put(new Entry(slice, 1));
    }

    void remove(Slice slice) {
        slices.remove(new Key(slice.start(), slice.from()));
    }

    /** The windows in which cells were published more than once; may be changed. */
    List<Revised> revised() {
        return revised;
    }

    /** The names of all state that the index leads to. */
    List<String> names(String part) {
        var names = new ArrayList<String>();
        for (Entry entry : slices.values()) {
            for (int block = 0; block < entry.blocks(); block++) {
                names.add(StateNames.block(part, entry.slice(), block));
            }
        }
        revised.forEach(each -> names.add(StateNames.revisions(part, each.window(), each.end())));
        return names;
    }
}
