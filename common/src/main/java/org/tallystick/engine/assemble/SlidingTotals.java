package org.tallystick.engine.assemble;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.tallystick.aggregate.HeapSize;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.block.BlockReader;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.Rows;

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
    private static final long WAITING_BYTES = 56;
    private static final long FRONT_BYTES = 4 + 24;

    /** A list of one value or two, without its texts. */
    private static final long DECODED_BYTES = 104;

    /** A block that is to be taken in at the next firing, of a slice that started before it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Waiting(long start, byte[] block) {}

    private final BlockForm form;
    private final SliceIndex index;
    private final SliceBlocks blocks;
    private final HeldSlices held;
    private final Rows combined;
    private final List<Waiting> waiting = new ArrayList<>();
    private long waitingBytes;

    private KeyTable keys;
    private Rows front;
    private Rows back;
    private SavedRows saved;
    private Object[] decoded;
    private long decodedBytes;

    /** The starts of the front's slices, oldest first; epoch ms. */
    private final Deque<Long> fronts = new ArrayDeque<>();

    /** Slices that start before are in the front, those behind in the back; epoch ms. */
    private long frontEnd;

    /** The first slice of the back, epoch ms; the end of time if it has none. */
    private long backStart;

    /** The last window's end: slices that start before have been taken in; epoch ms. */
    private long reached = Long.MIN_VALUE;

    /**
     * After how many firings the front is built again, even if some of it is still in the window.
     */
    private int rebuildIn;

    /**
     * @param spread how many firings from now the front is built for the second time: with another
     *     number for each bucket, they do not all do it at the same time for ever
     */
    SlidingTotals(
            BlockForm form, SliceIndex index, SliceBlocks blocks, HeldSlices held, int spread) {
        this.form = form;
        this.index = index;
        this.blocks = blocks;
        this.held = held;
        combined = new Rows(form.accumulators());
        rebuildIn = spread;
    }

    /** Bytes of heap held. */
    long bytes() {
        return keys == null
                ? combined.bytes()
                : combined.bytes()
                        + keys.bytes()
                        + front.bytes()
                        + back.bytes()
                        + saved.bytes()
                        + HeapSize.of(decoded)
                        + decodedBytes
                        + FRONT_BYTES * fronts.size()
                        + waitingBytes;
    }

    /**
     * A block has been stored. One of a slice that has been taken in waits for the next firing; one
     * that counts later only will be found in its place.
     */
    void arrived(Slice slice, byte[] block) {
        if (slice.start() < reached && slice.from() <= reached) {
            await(slice, block);
        }
    }

    /** A slice is held no longer: it is found in its place only if it was not passed before. */
    void released(Slice held, byte[] block) {
        if (held.start() < reached && held.from() > reached) {
            await(held, block);
        }
    }

    private void await(Slice slice, byte[] block) {
        waiting.add(new Waiting(slice.start(), block));
        waitingBytes += WAITING_BYTES + block.length;
    }

    /** Moves on to the window from {@code start} to {@code end}, which is behind the last. */
    void advance(long start, long end) {
        rebuildIn--;
        if (keys == null || backStart < start || rebuildIn == 0) {
            rebuild(start, end);
        } else {
            leave(start);
            index.between(Math.max(start, reached), end).forEach(this::await);
        }
        for (Slice slice : held.between(start, end, reached, end)) {
            held.blocks(slice).forEach(block -> await(slice, block));
        }
        reached = end;
        takeWaiting(start);
    }

    private void await(SliceIndex.Entry entry) {
        blocks.of(entry).forEach(block -> await(entry.slice(), block));
    }

    /** Takes out of the front what starts before the window. */
    private void leave(long start) {
        while (!fronts.isEmpty() && fronts.getFirst() < start) {
            saved.restore(fronts.removeFirst(), front);
        }
    }

    /** Takes in what has come for slices of the window; its other slices have left it. */
    private void takeWaiting(long start) {
        for (Waiting next : waiting) {
            if (next.start >= Math.max(start, frontEnd)) {
                takeBack(next);
            } else if (next.start >= start) {
                insert(next);
            }
        }
        waiting.clear();
        waitingBytes = 0;
    }

    private void takeBack(Waiting next) {
        var block = form.reader(next.block);
        backStart = Math.min(backStart, next.start);
        while (block.next()) {
            block.merge(back, row(block));
        }
    }

    private int row(BlockReader block) {
        int row = block.number(keys);
        front.reserve(row);
        back.reserve(row);
        saved.reserve(row);
        return row;
    }

    private void rebuild(long start, long end) {
        keys = new KeyTable();
        front = new Rows(form.accumulators());
        back = new Rows(form.accumulators());
        saved = new SavedRows(form.accumulators());
        decoded = new Object[16];
        decodedBytes = 0;
        fronts.clear();
        waiting.clear();
        frontEnd = end;
        backStart = Long.MAX_VALUE;
        reached = Long.MIN_VALUE;
        for (SliceIndex.Entry entry : index.newestFirst(start, end)) {
            long first = entry.slice().start();
            addFront(first);
            for (byte[] block : blocks.of(entry)) {
                push(first, form.reader(block));
            }
        }
    }

    private void addFront(long start) {
        if (fronts.isEmpty() || fronts.getFirst() != start) {
            fronts.addFirst(start);
        }
    }

    private void push(long start, BlockReader block) {
        while (block.next()) {
            int row = row(block);
            saved.push(row, start, front);
            block.merge(front, row);
        }
    }

    /** Merges a block into a slice within the front, or into one that the front gets by it. */
    private void insert(Waiting next) {
        insertFront(next.start);
        var block = form.reader(next.block);
        while (block.next()) {
            int row = row(block);
            int partial = block.mark();
            saved.insert(row, next.start, front);
            saved.forEachOlder(
                    row,
                    next.start,
                    (rows, at) -> {
                        block.reset(partial);
                        block.merge(rows, at);
                    });
            block.reset(partial);
            block.merge(front, row);
        }
    }

    private void insertFront(long start) {
        var older = new ArrayDeque<Long>();
        while (!fronts.isEmpty() && fronts.getFirst() < start) {
            older.addLast(fronts.removeFirst());
        }
        addFront(start);
        for (Iterator<Long> each = older.descendingIterator(); each.hasNext(); ) {
            fronts.addFirst(each.next());
        }
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
    List<Object> key(int row, KeyCodec codec) {
        if (row >= decoded.length) {
            decoded = Arrays.copyOf(decoded, Math.max(row + 1, 2 * decoded.length));
        }
        if (decoded[row] == null) {
            decoded[row] = codec.decode(keys.keys(), keys.start(row));
            decodedBytes += DECODED_BYTES + keys.length(row);
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
