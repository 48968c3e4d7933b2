package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.tallystick.engine.Slice;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;

/**
 * Which slices a bucket holds of a metric, in the order of their start, and how far the bucket has
 * come with them.
 *
 * <p>It is kept in pages of up to {@value #PAGE} neighbouring slices. Pages are read from the store
 * when they are first needed, and those that changed are written by {@link #flush}; so neither an
 * event nor a checkpoint costs the whole index. The head, which says which pages there are, is
 * written only when a page comes or goes, or when time has gone on.
 *
 * <p>Layout of the head: long {@link #reached}; unsigned number of pages; per page signed
 * difference of its first start to that of the page before.
 */
final class SliceIndex {
    /** Slices on a page. */
    static final int PAGE = 64;

    private static final long PAGE_ENTRY_BYTES = 80;

    /** A slice and what is noted of its blocks. */
    record Entry(Slice slice, int blocks) {}

    /** A page, or none while it has not been read, and whether it differs from the stored one. */
    private static final class Leaf {
        private SlicePage page;
        private boolean changed;
    }

    private final BlockStore store;
    private final String part;
    private final TreeMap<Long, Leaf> leaves = new TreeMap<>();
    private final Set<Long> gone = new TreeSet<>();
    private long reached = Long.MIN_VALUE;
    private boolean changed;
    private boolean stored;
    private long pageBytes;

    /** The index of the bucket that the store is at. */
    SliceIndex(BlockStore store, String part) {
        this.store = store;
        this.part = part;
        byte[] head = store.get(StateNames.index(part));
        if (head != null) {
            decode(new ByteReader(head));
            stored = true;
        }
    }

    private void decode(ByteReader in) {
        reached = in.readLong();
        long first = 0;
        for (long left = in.readUnsigned(); left > 0; left--) {
            first += in.readSigned();
            leaves.put(first, new Leaf());
        }
    }

    private byte[] encode() {
        var out = new ByteBuilder();
        out.writeLong(reached);
        out.writeUnsigned(leaves.size());
        long before = 0;
        for (long first : leaves.keySet()) {
            out.writeSigned(first - before);
            before = first;
        }
        return out.toArray();
    }

    /** Writes what has changed since the last time; the store is at this bucket. */
    void flush() {
        removeGone();
        leaves.forEach(this::flush);
        if (changed || !stored) {
            store.put(StateNames.index(part), encode());
            stored = true;
            changed = false;
        }
    }

    /** Takes the index, in which there is nothing any more, out of the store. */
    void drop() {
        removeGone();
        if (stored) {
            store.remove(StateNames.index(part));
            stored = false;
        }
    }

    private void removeGone() {
        gone.forEach(first -> store.remove(StateNames.page(part, first)));
        gone.clear();
    }

    private void flush(long first, Leaf leaf) {
        if (leaf.changed) {
            store.put(StateNames.page(part, first), leaf.page.encode());
            leaf.changed = false;
        }
    }

    /** Bytes of heap held. */
    long bytes() {
        return PAGE_ENTRY_BYTES * leaves.size() + pageBytes;
    }

    /** All windows that end at this time plus 1 or before have fired; epoch ms. */
    long reached() {
        return reached;
    }

    void reach(long time) {
        if (time > reached) {
            reached = time;
            changed = true;
        }
    }

    boolean isEmpty() {
        return leaves.isEmpty();
    }

    private SlicePage page(Map.Entry<Long, Leaf> entry) {
        var leaf = entry.getValue();
        if (leaf.page == null) {
            leaf.page = SlicePage.decode(store.get(StateNames.page(part, entry.getKey())));
            pageBytes += leaf.page.bytes();
        }
        return leaf.page;
    }

    /** The first slice; there must be one. */
    Entry first() {
        var page = page(leaves.firstEntry());
        return new Entry(page.slice(0), page.blocks(0));
    }

    /** The start of the first slice. */
    OptionalLong firstStart() {
        return isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(page(leaves.firstEntry()).start(0));
    }

    /** The start of the first slice that starts at {@code time} or later. */
    OptionalLong firstStartFrom(long time) {
        var walk = new Walk(time, Long.MAX_VALUE);
        return walk.hasNext() ? OptionalLong.of(walk.start()) : OptionalLong.empty();
    }

    /** Whether any slice starts in {@code [start, end)}. */
    boolean any(long start, long end) {
        return new Walk(start, end).hasNext();
    }

    /** The slices that start at {@code start} or later and before {@code end}. */
    Iterable<Entry> between(long start, long end) {
        return () -> new Walk(start, end);
    }

    /** The slices of {@link #between}, from the last to the first. */
    List<Entry> newestFirst(long start, long end) {
        var entries = new ArrayList<Entry>();
        between(start, end).forEach(entries::add);
        Collections.reverse(entries);
        return entries;
    }

    /** The pages that lie in {@code [start, end)} with all their slices, by their first start. */
    List<Long> pagesWithin(long start, long end) {
        var within = new ArrayList<Long>();
        var page = leaves.ceilingKey(start);
        while (page != null && endOfPage(page) <= end) {
            within.add(page);
            page = leaves.higherKey(page);
        }
        return within;
    }

    /** Where the page's slices end: where the next page's begin, or the end of time. */
    long endOfPage(long first) {
        var next = leaves.higherKey(first);
        return next == null ? Long.MAX_VALUE : next;
    }

    /** Changes what is noted of a slice's blocks; a slice that was not there begins with 0. */
    void update(Slice slice, IntUnaryOperator change) {
        var entry = leafFor(slice.start());
        var page = page(entry);
        int at = page.ceiling(slice.start(), slice.end());
        if (!page.isAt(at, slice)) {
            insert(entry, at, slice);
            entry = leafFor(slice.start());
            page = page(entry);
            at = page.ceiling(slice.start(), slice.end());
        }
        page.setBlocks(at, change.applyAsInt(page.blocks(at)));
        entry.getValue().changed = true;
    }

    private Map.Entry<Long, Leaf> leafFor(long start) {
        if (isEmpty()) {
            var leaf = new Leaf();
            leaf.page = new SlicePage();
            pageBytes += leaf.page.bytes();
            addLeaf(start, leaf);
        }
        var entry = leaves.floorEntry(start);
        return entry == null ? leaves.firstEntry() : entry;
    }

    private void addLeaf(long first, Leaf leaf) {
        leaves.put(first, leaf);
        gone.remove(first);
        changed = true;
    }

    private void insert(Map.Entry<Long, Leaf> entry, int at, Slice slice) {
        var page = page(entry);
        pageBytes -= page.bytes();
        page.insert(at, slice);
        if (slice.start() < entry.getKey()) {
            rename(entry, slice.start());
        }
        int place = page.size() > PAGE ? page.splitPlace(at) : 0;
        if (place > 0) {
            var rest = new Leaf();
            rest.page = page.split(place);
            rest.changed = true;
            pageBytes += rest.page.bytes();
            addLeaf(rest.page.start(0), rest);
            entry.getValue().changed = true;
        }
        pageBytes += page.bytes();
    }

    /** A page is known by a time that none of its slices starts before. */
    private void rename(Map.Entry<Long, Leaf> entry, long first) {
        leaves.remove(entry.getKey());
        gone.add(entry.getKey());
        entry.getValue().changed = true;
        addLeaf(first, entry.getValue());
    }

    void remove(Slice slice) {
        var entry = leafFor(slice.start());
        var page = page(entry);
        page.remove(page.ceiling(slice.start(), slice.end()));
        entry.getValue().changed = true;
        if (page.size() == 0) {
            leaves.remove(entry.getKey());
            gone.add(entry.getKey());
            pageBytes -= page.bytes();
            changed = true;
        }
    }

    /** Goes through slices in their order; the index must not change meanwhile. */
    private final class Walk implements Iterator<Entry> {
        private final long end;
        private Map.Entry<Long, Leaf> leaf;
        private SlicePage page;
        private int at;

        Walk(long start, long end) {
            this.end = end;
            leaf = leaves.floorEntry(start);
            if (leaf == null) {
                leaf = leaves.firstEntry();
            }
            if (leaf != null) {
                page = page(leaf);
                at = page.ceiling(start, Long.MIN_VALUE);
                turn();
            }
        }

        private void turn() {
            while (leaf != null && at == page.size()) {
                leaf = leaves.higherEntry(leaf.getKey());
                page = leaf == null ? null : page(leaf);
                at = 0;
            }
        }

        long start() {
            return page.start(at);
        }

        @Override
        public boolean hasNext() {
            return leaf != null && start() < end;
        }

        void skip() {
            at++;
            turn();
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no slice before " + end);
            }
            var entry = new Entry(page.slice(at), page.blocks(at));
            skip();
            return entry;
        }
    }
}
