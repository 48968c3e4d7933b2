package org.tallystick.engine;

import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;

/** Partials by key: a row of accumulators for each key, in the order in which the keys came. */
final class PartialTable {
    private static final long SHALLOW = HeapSize.ofObject(2 * Integer.BYTES);

    private final KeyTable keys;
    private final Rows rows;

    PartialTable(Accumulators layout) {
        this(layout, new HeapCount());
    }

    /**
     * @param heap where it counts what it holds
     */
    PartialTable(Accumulators layout, HeapCount heap) {
        keys = new KeyTable(heap);
        rows = new Rows(layout, heap);
        heap.add(SHALLOW);
    }

    int size() {
        return keys.size();
    }

    /** Bytes of heap held. */
    long bytes() {
        return SHALLOW + keys.bytes() + rows.bytes();
    }

    KeyTable keys() {
        return keys;
    }

    Rows rows() {
        return rows;
    }

    void add(long hash, byte[] key, int length, Columns event) {
        rows.add(row(hash, key, 0, length), event);
    }

    /** All partials as one block. */
    byte[] toBlock(long rowDigest) {
        var block = new BlockWriter();
        block.begin(rowDigest);
        for (int row = 0; row < keys.size(); row++) {
            block.write(keys, row, rows, row);
        }
        return block.end();
    }

    private int row(long hash, byte[] key, int at, int length) {
        int row = keys.number(hash, key, at, length);
        rows.reserve(row);
        return row;
    }

    /** Merges every partial of a block. */
    void merge(BlockReader block) {
        while (block.next()) {
            mergeCurrent(block);
        }
    }

    /** Merges those partials of a block whose key is in {@code wanted}. */
    void mergeOnly(BlockReader block, KeyTable wanted) {
        while (block.next()) {
            if (block.isIn(wanted)) {
                mergeCurrent(block);
            } else {
                block.skip(rows);
            }
        }
    }

    /** Merges every partial of another table. */
    void merge(PartialTable other) {
        var from = other.keys;
        for (int key = 0; key < from.size(); key++) {
            merge(other, key);
        }
    }

    /** Merges those partials of another table whose key is in {@code wanted}. */
    void mergeOnly(PartialTable other, KeyTable wanted) {
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

    private void mergeCurrent(BlockReader block) {
        int known = keys.size();
        int row = block.number(keys);
        rows.reserve(row);
        if (row == known) {
            block.read(rows, row);
        } else {
            block.merge(rows, row);
        }
    }
}
