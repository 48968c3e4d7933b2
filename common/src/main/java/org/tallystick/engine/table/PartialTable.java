package org.tallystick.engine.table;

import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;

/** Partials by key: a row of accumulators for each key, in the order in which the keys came. */
public final class PartialTable {
    private static final long SHALLOW = HeapSize.ofObject(2 * Integer.BYTES);

    private final KeyTable keys;
    private final Rows rows;

    public PartialTable(Accumulators accumulators) {
        this(accumulators, new HeapCount());
    }

    /**
     * @param heap where it counts what it holds
     */
    public PartialTable(Accumulators accumulators, HeapCount heap) {
        keys = new KeyTable(heap);
        rows = new Rows(accumulators, heap);
        heap.add(SHALLOW);
    }

    public int size() {
        return keys.size();
    }

    /** Bytes of heap held. */
    public long bytes() {
        return SHALLOW + keys.bytes() + rows.bytes();
    }

    public KeyTable keys() {
        return keys;
    }

    public Rows rows() {
        return rows;
    }

    public void add(long hash, byte[] key, int length, Columns event) {
        rows.add(row(hash, key, 0, length), event);
    }

    private int row(long hash, byte[] key, int at, int length) {
        int row = keys.number(hash, key, at, length);
        rows.reserve(row);
        return row;
    }

    /** Merges those partials of another table whose key is in {@code wanted}. */
    public void mergeOnly(PartialTable other, KeyTable wanted) {
        for (int key = 0; key < wanted.size(); key++) {
            int found = other.keys.find(wanted, key);
            if (found >= 0) {
                merge(other, found);
            }
        }
    }

    private void merge(PartialTable other, int key) {
        int row = keys.number(other.keys, key);
        rows.reserve(row);
        rows.merge(row, other.rows, key);
    }
}
