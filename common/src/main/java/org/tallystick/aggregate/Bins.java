package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How often each of some numbers came: two arrays, in the order of the numbers. */
final class Bins {
    private static final long SHALLOW = HeapSize.ofObject(12);

    private int[] keys;
    private long[] counts;
    private int size;

    Bins() {
        this(2);
    }

    private Bins(int capacity) {
        keys = new int[capacity];
        counts = new long[capacity];
    }

    int size() {
        return size;
    }

    long heapBytes() {
        return SHALLOW + HeapSize.of(keys) + HeapSize.of(counts);
    }

    void add(int key) {
        int at = Arrays.binarySearch(keys, 0, size, key);
        if (at >= 0) {
            counts[at]++;
        } else {
            insert(-at - 1, key);
        }
    }

    void addAll(Bins other) {
        var merged = new Bins(size + other.size);
        int left = 0;
        int right = 0;
        while (left < size || right < other.size) {
            boolean takeLeft =
                    right == other.size || (left < size && keys[left] <= other.keys[right]);
            boolean takeRight =
                    left == size || (right < other.size && other.keys[right] <= keys[left]);
            int key = takeLeft ? keys[left] : other.keys[right];
            long count = takeLeft ? counts[left++] : 0;
            merged.append(key, takeRight ? count + other.counts[right++] : count);
        }
        size = merged.size;
        keys = Arrays.copyOf(merged.keys, size);
        counts = Arrays.copyOf(merged.counts, size);
    }

    /** How many numbers came, repeats counted. */
    long total() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += counts[i];
        }
        return total;
    }

    /** The number with so many before it in their order, repeats counted; less than the total. */
    int keyAt(long rank) {
        int at = 0;
        for (long before = counts[0]; before <= rank; before += counts[at]) {
            at++;
        }
        return keys[at];
    }

    /** Writes the size, then for each number what it is more than the one before, and its count. */
    void write(DataOutput out) throws IOException {
        Varint.write(size, out);
        int previous = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            Varint.write((long) keys[i] - previous, out);
            Varint.write(counts[i], out);
            previous = keys[i];
        }
    }

    static Bins read(DataInput in) throws IOException {
        int size = Varint.readInt(in);
        var bins = new Bins(size);
        int key = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            key += (int) Varint.read(in);
            bins.append(key, Varint.read(in));
        }
        return bins;
    }

    private void append(int key, long count) {
        keys[size] = key;
        counts[size] = count;
        size++;
    }

    private void insert(int at, int key) {
        if (size == keys.length) {
            int capacity = size + size / 2 + 1;
            keys = Arrays.copyOf(keys, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        keys[at] = key;
        counts[at] = 1;
        size++;
    }
}
