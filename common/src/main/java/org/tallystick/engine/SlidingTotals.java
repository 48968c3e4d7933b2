package org.tallystick.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The totals of a window that slides, key by key, kept from one firing to the next, so that a
 * firing costs its new slice and its results, not all the window's slices.
 *
 * <p>These are the two stacks of sliding-window aggregation (Tangwongsan, Hirzel, Schneider: "Low-
 * Latency Sliding-Window Aggregation in Worst-Case Constant Time", DEBS 2017, describe them and
 * successors), laid over slices instead of events. Every slice of the window is in one of two:
 *
 * <ul>
 *   <li>The <em>back</em> is a running total, to which the newest slices are merged.
 *   <li>The <em>front</em> is a running total, too, which was merged from its newest slice to its
 *       oldest. Before a slice was merged, the rows it was about to change were saved; to take the
 *       slice out again, they are put back. So aggregates need not be invertible: min and max are
 *       as cheap as sums.
 * </ul>
 *
 * <p>When the window has left all slices of the front, a new front is built of those in the window.
 * Each partial is thus merged twice and restored once, however many windows overlap.
 *
 * <p>All of it can be rebuilt of the stored blocks at any time, and is not state.
 */
final class SlidingTotals {

    /** Where the slices' blocks are. */
    interface Blocks {
        /** The blocks of a slice, of which there are {@code count}. */
        List<byte[]> of(Slice slice, int count);
    }

    /** A slice of the front and what the front was before it. */
    private static final class Saved {
        private final long start;
        private final Rows before;
        private int[] rows = new int[16];
        private int size;

        Saved(long start, Accumulators layout) {
            this.start = start;
            before = new Rows(layout);
        }

        void save(int row, Rows from, int fromRow) {
            int at = size++;
            if (at == rows.length) {
                rows = Arrays.copyOf(rows, 2 * at);
            }
            rows[at] = row;
            before.reserve(at);
            before.copy(at, from, fromRow);
        }

        /** A row may have been saved twice, by two blocks of a slice: the first is the oldest. */
        void restore(Rows front) {
            for (int at = size - 1; at >= 0; at--) {
                front.copy(rows[at], before, at);
            }
        }

        int find(int row) {
            for (int at = 0; at < size; at++) {
                if (rows[at] == row) {
                    return at;
                }
            }
            return -1;
        }

        long bytes() {
            return before.bytes() + 4L * rows.length;
        }
    }

    /** A block that counts for windows ending at {@code from} or later. */
    private static final class Waiting {
        private final long start;
        private final long from;
        private final byte[] block;

        Waiting(Slice slice, byte[] block) {
            start = slice.start();
            from = slice.from();
            this.block = block;
        }
    }

    private final Accumulators layout;
    private final KeyCodec codec;
    private final int digest;
    private final Blocks blocks;
    private final Rows combined;
    private final List<Waiting> waiting = new ArrayList<>();

    private KeyTable keys;
    private Rows front;
    private Rows back;
    private final Deque<Saved> saved = new ArrayDeque<>();
    private Object[] decoded;

    /** Slices that start before are in the front, those behind in the back; epoch ms. */
    private long frontEnd;

    /** The first slice of the back, epoch ms; the end of time if it has none. */
    private long backStart;

    /** The last window's end: slices that start before have been taken in; epoch ms. */
    private long reached = Long.MIN_VALUE;

    /** How many firings from now the front is to be built again, whatever is left of it. */
    private int rebuildIn;

    /**
     * @param spread how many firings from now to build the front for the first time once more: with
     *     a different number for each bucket, they do not all do it at the same time for ever
     */
    SlidingTotals(Accumulators layout, KeyCodec codec, int digest, Blocks blocks, int spread) {
        this.layout = layout;
        this.codec = codec;
        this.digest = digest;
        this.blocks = blocks;
        combined = new Rows(layout);
        rebuildIn = spread;
    }

    /** Bytes of heap held: an estimate. */
    long bytes() {
        long bytes = keys == null ? 0 : keys.bytes() + front.bytes() + back.bytes();
        for (Saved each : saved) {
            bytes += each.bytes();
        }
        return bytes;
    }

    /** A block has been stored; a slice not reached yet will be found in its place. */
    void arrived(Slice slice, byte[] block) {
        if (slice.start() < reached) {
            waiting.add(new Waiting(slice, block));
        }
    }

    /** Moves on to the window from {@code start} to {@code end}, which is behind the last. */
    void advance(long start, long end, SliceIndex index) {
        rebuildIn--;
        if (keys == null || backStart < start || rebuildIn == 0) {
            rebuild(start, end, index);
            return;
        }
        while (!saved.isEmpty() && saved.getFirst().start < start) {
            saved.removeFirst().restore(front);
        }
        for (SliceIndex.Entry entry : index.between(Math.max(start, reached), end)) {
            var slice = entry.slice();
            for (byte[] block : blocks.of(slice, entry.blocks())) {
                waiting.add(new Waiting(slice, block));
            }
        }
        reached = end;
        takeWaiting(start, end);
    }

    private void takeWaiting(long start, long end) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            var next = each.next();
            if (next.start < start) {
                each.remove();
            } else if (next.from <= end) {
                each.remove();
                take(next);
            }
        }
    }

    private void take(Waiting next) {
        var block = new BlockReader(next.block, digest);
        if (next.start >= frontEnd) {
            backStart = Math.min(backStart, next.start);
            while (block.next()) {
                block.merge(back, row(block));
            }
        } else {
            var slice = savedAt(next.start);
            while (block.next()) {
                insert(block, slice);
            }
        }
    }

    private int row(BlockReader block) {
        int row = block.number(keys);
        front.reserve(row);
        back.reserve(row);
        return row;
    }

    private void rebuild(long start, long end, SliceIndex index) {
        keys = new KeyTable();
        front = new Rows(layout);
        back = new Rows(layout);
        decoded = new Object[16];
        saved.clear();
        waiting.clear();
        frontEnd = end;
        backStart = Long.MAX_VALUE;
        reached = end;
        for (SliceIndex.Entry entry : index.newestFirst(start, end)) {
            var slice = entry.slice();
            for (byte[] block : blocks.of(slice, entry.blocks())) {
                if (slice.from() <= end) {
                    push(slice.start(), new BlockReader(block, digest));
                } else {
                    waiting.add(new Waiting(slice, block));
                }
            }
        }
    }

    private void push(long start, BlockReader block) {
        if (saved.isEmpty() || saved.getFirst().start != start) {
            saved.addFirst(new Saved(start, layout));
        }
        var slice = saved.getFirst();
        while (block.next()) {
            int row = row(block);
            slice.save(row, front, row);
            block.merge(front, row);
        }
    }

    /** The front's slice of that start, made if there was nothing in it. */
    private Saved savedAt(long start) {
        var later = new ArrayDeque<Saved>();
        while (!saved.isEmpty() && saved.getLast().start > start) {
            later.addFirst(saved.removeLast());
        }
        if (saved.isEmpty() || saved.getLast().start != start) {
            saved.addLast(new Saved(start, layout));
        }
        var slice = saved.getLast();
        saved.addAll(later);
        return slice;
    }

    /**
     * Merges a partial of a slice within the front: to the total, and to all that was saved for
     * older slices, since this one is still in when they are taken out.
     */
    private void insert(BlockReader block, Saved slice) {
        int row = row(block);
        if (slice.find(row) < 0) {
            saveWithout(slice, row);
        }
        int partial = block.mark();
        for (Saved older : saved) {
            if (older == slice) {
                break;
            }
            for (int at = 0; at < older.size; at++) {
                if (older.rows[at] == row) {
                    block.reset(partial);
                    block.merge(older.before, at);
                }
            }
        }
        block.reset(partial);
        block.merge(front, row);
    }

    /**
     * Saves for a slice that had nothing of a row what the row is when all older slices are out:
     * what the youngest of them saved, or the total where none of them has the row.
     */
    private void saveWithout(Saved slice, int row) {
        Rows before = front;
        int beforeRow = row;
        for (Saved older : saved) {
            if (older == slice) {
                break;
            }
            int at = older.find(row);
            if (at >= 0) {
                before = older.before;
                beforeRow = at;
            }
        }
        slice.save(row, before, beforeRow);
    }

    /** How many rows there are; some may have no events any more. */
    int size() {
        return keys.size();
    }

    /** How many events the window has of a row's key. */
    long events(int row) {
        return front.events(row) + back.events(row);
    }

    /** The values of a row's key. */
    @SuppressWarnings("unchecked") // only such lists are put there
    List<Object> key(int row) {
        if (row >= decoded.length) {
            decoded = Arrays.copyOf(decoded, Math.max(row + 1, 2 * decoded.length));
        }
        if (decoded[row] == null) {
            decoded[row] = codec.decode(keys.keys(), keys.start(row));
        }
        return (List<Object>) decoded[row];
    }

    /** The totals of a row with events, as row 0, until the next call. */
    Rows totals(int row) {
        if (back.events(row) == 0) {
            combined.copy(0, front, row);
        } else {
            combined.copy(0, back, row);
            combined.merge(0, front, row);
        }
        return combined;
    }
}
