package org.tallystick.engine.assemble;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tallystick.aggregate.HeapSize;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.Rows;

/**
 * What the rows of a running total were before each slice was merged, so that the slices can be
 * taken out again, the oldest first; see {@link SlidingTotals}.
 *
 * <p>What was saved of a row is a linked list, from the oldest slice to the youngest, and so is
 * what was saved for a slice.
 */
final class SavedRows {
    private static final int NONE = -1;

    /** An entry of the map, with its start and its number. */
    private static final long SLICE_BYTES = 32 + 24 + 16 + 8;

    /** Does something with one row of {@code rows}. */
    interface RowAction {
        void on(Rows rows, int row);
    }

    private final Rows before;
    private int size;
    private long[] starts = new long[16];
    private int[] rows = new int[16];
    private int[] younger = new int[16];
    private int[] siblings = new int[16];

    /** Of each row, what was saved for the oldest slice. */
    private int[] oldest = new int[0];

    /** Of each slice, by its start, the last saved for it; but of the current slice. */
    private final Map<Long, Integer> ofSlice = new HashMap<>();

    /* The slice that the last was saved for, nearly always that of the next, too. */
    private long currentStart;
    private int current = NONE;

    SavedRows(Accumulators accumulators) {
        before = new Rows(accumulators);
    }

    /** Bytes of heap held. */
    long bytes() {
        return HeapSize.ofObject(9 * Integer.BYTES + 2 * Long.BYTES)
                + before.bytes()
                + HeapSize.of(starts)
                + HeapSize.of(rows)
                + HeapSize.of(younger)
                + HeapSize.of(siblings)
                + HeapSize.of(oldest)
                + SLICE_BYTES * ofSlice.size();
    }

    /** Makes room for rows 0 to {@code row} of the total. */
    void reserve(int row) {
        if (row >= oldest.length) {
            int from = oldest.length;
            oldest = Arrays.copyOf(oldest, Math.max(row + 1, 2 * from));
            Arrays.fill(oldest, from, oldest.length, NONE);
        }
    }

    /**
     * Saves a row before a slice is merged into it that is no younger than those before. A row is
     * saved once for a slice, however many blocks it has.
     */
    void push(int row, long start, Rows total) {
        int first = oldest[row];
        if (first == NONE || starts[first] != start) {
            oldest[row] = save(row, start, first, total, row);
        }
    }

    /**
     * Saves for a slice that had nothing of a row what the row is when all older slices are out:
     * what the youngest of these saved, or the total where none of them has the row.
     */
    void insert(int row, long start, Rows total) {
        int older = youngestOlder(row, start);
        int next = older == NONE ? oldest[row] : younger[older];
        if (next != NONE && starts[next] == start) {
            return;
        }
        if (older == NONE) {
            oldest[row] = save(row, start, next, total, row);
        } else {
            int saved = save(row, start, next, before, older);
            younger[older] = saved;
        }
    }

    private int youngestOlder(int row, long start) {
        int older = NONE;
        for (int at = oldest[row]; at != NONE && starts[at] < start; at = younger[at]) {
            older = at;
        }
        return older;
    }

    private int save(int row, long start, int next, Rows from, int fromRow) {
        int at = size++;
        if (at == starts.length) {
            starts = Arrays.copyOf(starts, 2 * at);
            rows = Arrays.copyOf(rows, 2 * at);
            younger = Arrays.copyOf(younger, 2 * at);
            siblings = Arrays.copyOf(siblings, 2 * at);
        }
        starts[at] = start;
        rows[at] = row;
        younger[at] = next;
        turnTo(start);
        siblings[at] = current;
        current = at;
        before.reserve(at);
        before.copy(at, from, fromRow);
        return at;
    }

    private void turnTo(long start) {
        if (start != currentStart || current == NONE) {
            if (current != NONE) {
                ofSlice.put(currentStart, current);
            }
            currentStart = start;
            current = Objects.requireNonNullElse(ofSlice.remove(start), NONE);
        }
    }

    /** Goes through what was saved of a row for slices older than one. */
    void forEachOlder(int row, long start, RowAction action) {
        for (int at = oldest[row]; at != NONE && starts[at] < start; at = younger[at]) {
            action.on(before, at);
        }
    }

    /** Puts back what was saved for the oldest slice. */
    void restore(long start, Rows total) {
        turnTo(start);
        for (; current != NONE; current = siblings[current]) {
            int row = rows[current];
            total.copy(row, before, current);
            oldest[row] = younger[current];
        }
    }
}
