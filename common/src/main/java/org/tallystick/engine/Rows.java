package org.tallystick.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;

/** Accumulator rows in two growing arrays; a row that was never written is empty. */
final class Rows {
    private final Accumulators layout;
    private final HeapCount heap;
    private final Object[] incoming;
    private int capacity = Capacity.FIRST;
    private byte[] bytes;
    private Object[] objects;

    /** Of heap, of all rows' objects. */
    private long objectBytes;

    Rows(Accumulators layout) {
        this(layout, new HeapCount());
    }

    /**
     * @param heap where they count what they hold
     */
    Rows(Accumulators layout, HeapCount heap) {
        this.layout = layout;
        this.heap = heap;
        incoming = new Object[layout.objects()];
        bytes = new byte[capacity * layout.width()];
        objects = new Object[capacity * layout.objects()];
        heap.add(bytes());
    }

    /**
     * Bytes of heap held. An object that several rows share, here or in other {@code Rows}, counts
     * for each of them.
     */
    long bytes() {
        return HeapSize.ofObject(6 * Integer.BYTES + Long.BYTES)
                + HeapSize.of(incoming)
                + HeapSize.of(bytes)
                + HeapSize.of(objects)
                + objectBytes;
    }

    /** Makes room for rows 0 to {@code row}. */
    void reserve(int row) {
        if (row >= capacity) {
            grow(Math.max(row + 1, Capacity.after(capacity)));
        }
    }

    private void grow(int rows) {
        heap.subtract(bytes());
        capacity = rows;
        bytes = Arrays.copyOf(bytes, Math.multiplyExact(capacity, layout.width()));
        objects = Arrays.copyOf(objects, Math.multiplyExact(capacity, layout.objects()));
        heap.add(bytes());
    }

    /** Bytes of heap of a row's objects. */
    private long objectBytes(int row) {
        return layout.objectBytes(objects, index(row));
    }

    /** Counts what a row's objects have grown by; most have none. */
    private void count(int row, long before) {
        long growth = objectBytes(row) - before;
        if (growth != 0) {
            objectBytes += growth;
            heap.add(growth);
        }
    }

    private int at(int row) {
        return row * layout.width();
    }

    private int index(int row) {
        return row * layout.objects();
    }

    void add(int row, Columns event) {
        long before = objectBytes(row);
        layout.add(bytes, at(row), objects, index(row), event);
        count(row, before);
    }

    /** Adds a row of {@code other}, which stays as it is. */
    void merge(int row, Rows other, int otherRow) {
        merge(row, other.bytes, other.at(otherRow), other.objects, other.index(otherRow));
    }

    private void merge(int row, byte[] from, int fromAt, Object[] boxes, int fromIndex) {
        long before = objectBytes(row);
        layout.merge(bytes, at(row), objects, index(row), from, fromAt, boxes, fromIndex);
        count(row, before);
    }

    /** Adds the row that {@code in} is at, which is read where it lies. */
    void merge(int row, ByteReader in) {
        int from = in.position();
        in.skipBytes(layout.width());
        readObjects(from, in);
        merge(row, in.bytes(), from, incoming, 0);
        Arrays.fill(incoming, null);
    }

    /** Passes over the row that {@code in} is at. */
    void skip(ByteReader in) {
        int from = in.position();
        in.skipBytes(layout.width());
        readObjects(from, in);
        Arrays.fill(incoming, null);
    }

    private void readObjects(int from, ByteReader in) {
        try {
            layout.readObjects(in.bytes(), from, incoming, 0, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites a row with one of {@code other}; the two share their objects. */
    void copy(int row, Rows other, int otherRow) {
        long before = objectBytes(row);
        System.arraycopy(other.bytes, other.at(otherRow), bytes, at(row), layout.width());
        System.arraycopy(
                other.objects, other.index(otherRow), objects, index(row), layout.objects());
        count(row, before);
    }

    /** Makes a row equal to another that it shares nothing with that is ever changed. */
    void set(int row, Rows other, int otherRow) {
        if (layout.changesObjects()) {
            clear(row);
            merge(row, other, otherRow);
        } else {
            copy(row, other, otherRow);
        }
    }

    /** Makes a row empty and lets its objects go. */
    void clear(int row) {
        long before = objectBytes(row);
        Arrays.fill(bytes, at(row), at(row + 1), (byte) 0);
        Arrays.fill(objects, index(row), index(row + 1), null);
        count(row, before);
    }

    /** Writes a row in its one form, into which it brings the row itself, too. */
    void write(int row, ByteBuilder out) {
        long before = objectBytes(row);
        try {
            layout.write(bytes, at(row), objects, index(row), out);
            count(row, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #write} wrote over the row. */
    void read(int row, ByteReader in) {
        long before = objectBytes(row);
        try {
            layout.read(bytes, at(row), objects, index(row), in);
            count(row, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long events(int row) {
        return layout.events(bytes, at(row));
    }

    long fingerprint(int row) {
        return layout.fingerprint(bytes, at(row));
    }

    List<Object> results(int row) {
        return layout.results(bytes, at(row), objects, index(row));
    }
}
