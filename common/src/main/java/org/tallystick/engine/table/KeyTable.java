package org.tallystick.engine.table;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import org.tallystick.aggregate.HeapSize;

/**
 * Numbers keys 0, 1, 2 ... in the order in which they first come.
 *
 * <p>Open addressing with linear probing over an index of key numbers; the keys' bytes lie one
 * after another in one array. A key costs its bytes and 20 more, up to twice that while arrays
 * double, and going through all of them is sequential. Keys are never removed: a table is filled,
 * read and dropped.
 */
public final class KeyTable {
    private static final Hasher64 HASHER = Hashing.komihash5_0();
    private static final int KEY_BYTES = 8; // that there is room for at first

    private final HeapCount heap;
    private int size;
    private int[] index = new int[2 * Capacity.FIRST];
    private long[] hashes = new long[Capacity.FIRST];
    private int[] ends = new int[Capacity.FIRST];
    private byte[] keys = new byte[KEY_BYTES * Capacity.FIRST];

    public KeyTable() {
        this(new HeapCount());
    }

    /**
     * @param heap where it counts what it holds
     */
    public KeyTable(HeapCount heap) {
        this.heap = heap;
        heap.add(bytes());
    }

    /**
     * The hash that {@link #number} expects: its low bits place the key here, its high bits in a
     * bucket.
     */
    public static long hash(byte[] key, int at, int length) {
        return HASHER.hashBytesToLong(key, at, length);
    }

    public int size() {
        return size;
    }

    /** Bytes of heap held. */
    public long bytes() {
        return HeapSize.ofObject(6 * Integer.BYTES)
                + HeapSize.of(index)
                + HeapSize.of(hashes)
                + HeapSize.of(ends)
                + HeapSize.of(keys);
    }

    public long hash(int number) {
        return hashes[number];
    }

    /** The array in which the keys lie; valid until a key is added. */
    public byte[] keys() {
        return keys;
    }

    public int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    public int length(int number) {
        return ends[number] - start(number);
    }

    /** The key's number; a key not seen before gets the next one. */
    public int number(long hash, byte[] key, int at, int length) {
        int slot = slot(hash, key, at, length);
        if (index[slot] != 0) {
            return index[slot] - 1;
        }
        if (size == hashes.length) {
            grow();
            slot = slot(hash, key, at, length);
        }
        index[slot] = size + 1;
        return append(hash, key, at, length);
    }

    /** The key's number, or -1 if it has none. */
    public int find(long hash, byte[] key, int at, int length) {
        return index[slot(hash, key, at, length)] - 1;
    }

    /** The number of a key of another table; a key not seen before gets the next one. */
    public int number(KeyTable from, int key) {
        return number(from.hash(key), from.keys, from.start(key), from.length(key));
    }

    /** The number of a key of another table, or -1 if it has none. */
    public int find(KeyTable from, int key) {
        return find(from.hash(key), from.keys, from.start(key), from.length(key));
    }

    private int slot(long hash, byte[] key, int at, int length) {
        int mask = index.length - 1;
        int slot = (int) hash & mask;
        while (index[slot] != 0 && !is(index[slot] - 1, hash, key, at, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean is(int number, long hash, byte[] key, int at, int length) {
        return hashes[number] == hash
                && Arrays.equals(keys, start(number), ends[number], key, at, at + length);
    }

    private int append(long hash, byte[] key, int at, int length) {
        int number = size++;
        int start = start(number);
        int end = Math.addExact(start, length);
        if (end > keys.length) {
            growTo(Math.max(end, Math.multiplyExact(2, keys.length)));
        }
        System.arraycopy(key, at, keys, start, length);
        hashes[number] = hash;
        ends[number] = end;
        return number;
    }

    private void growTo(int length) {
        heap.subtract(HeapSize.of(keys));
        keys = Arrays.copyOf(keys, length);
        heap.add(HeapSize.of(keys));
    }

    private void grow() {
        heap.subtract(bytes());
        int capacity = Capacity.after(hashes.length);
        hashes = Arrays.copyOf(hashes, capacity);
        ends = Arrays.copyOf(ends, capacity);
        index = new int[Math.multiplyExact(2, capacity)];
        heap.add(bytes());
        placeAll();
    }

    private void placeAll() {
        int mask = index.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = (int) hashes[number] & mask;
            while (index[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            index[slot] = number + 1;
        }
    }
}
