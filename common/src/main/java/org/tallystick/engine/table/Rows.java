package org.tallystick.engine.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;

/** Accumulator rows in two growing arrays; a row that was never written is empty. */
public final class Rows {
    private final Accumulators accumulators;
    private final HeapCount heap;
    private final Object[] incoming;
    private int capacity = Capacity.FIRST;
    private byte[] bytes;
    private Object[] objects;

    /**
     * Whether any row may have an object. Most sums never need theirs, and to look for one costs a
     * miss of the cache for each event.
     */
    private boolean hasObjects;

    /** Of heap, of all rows' objects. */
    private long objectBytes;

    public Rows(Accumulators accumulators) {
        this(accumulators, new HeapCount());
    }

    /**
     * @param heap where they count what they hold
     */
    public Rows(Accumulators accumulators, HeapCount heap) {
        this.accumulators = accumulators;
        this.heap = heap;
        incoming = new Object[accumulators.objects()];
        bytes = new byte[capacity * accumulators.width()];
        objects = new Object[capacity * accumulators.objects()];
        heap.add(bytes());
    }

    /**
     * Bytes of heap held. An object that several rows share, here or in other {@code Rows}, counts
     * for each of them.
     */
    public long bytes() {
        return HeapSize.ofObject(7 * Integer.BYTES + Long.BYTES)
                + HeapSize.of(incoming)
                + HeapSize.of(bytes)
                + HeapSize.of(objects)
                + objectBytes;
    }

    /** Makes room for rows 0 to {@code row}. */
    public void reserve(int row) {
        if (row >= capacity) {
            grow(Math.max(row + 1, Capacity.after(capacity)));
        }
    }

    private void grow(int rows) {
        heap.subtract(bytes());
        capacity = rows;
        bytes = Arrays.copyOf(bytes, Math.multiplyExact(capacity, accumulators.width()));
        objects = Arrays.copyOf(objects, Math.multiplyExact(capacity, accumulators.objects()));
        heap.add(bytes());
    }

    /** Bytes of heap of a row's objects. */
    private long objectBytes(int row) {
        return hasObjects ? accumulators.objectBytes(objects, index(row)) : 0;
    }

    /** Counts what a row's objects have grown by. */
    private void count(int row, long before) {
        hasObjects |= accumulators.takeSetAnyObject();
        long growth = objectBytes(row) - before;
        if (growth != 0) {
            objectBytes += growth;
            heap.add(growth);
        }
    }

    private int at(int row) {
        return row * accumulators.width();
    }

    private int index(int row) {
        return row * accumulators.objects();
    }

    public void add(int row, Columns event) {
        long before = objectBytes(row);
        accumulators.add(bytes, at(row), objects, index(row), event);
        count(row, before);
    }

    /** Adds a row of {@code other}, which stays as it is. */
    public void merge(int row, Rows other, int otherRow) {
        merge(row, other.bytes, other.at(otherRow), other.objects, other.index(otherRow));
    }

    private void merge(int row, byte[] from, int fromAt, Object[] boxes, int fromIndex) {
        long before = objectBytes(row);
        accumulators.merge(bytes, at(row), objects, index(row), from, fromAt, boxes, fromIndex);
        count(row, before);
    }

    /** Adds the row that {@code in} is at, which is read where it lies. */
    public void merge(int row, ByteReader in) {
        int from = in.position();
        in.skipBytes(accumulators.width());
        readObjects(from, in);
        merge(row, in.bytes(), from, incoming, 0);
        Arrays.fill(incoming, null);
    }

    /** Passes over the row that {@code in} is at. */
    public void skip(ByteReader in) {
        int from = in.position();
        in.skipBytes(accumulators.width());
        readObjects(from, in);
        Arrays.fill(incoming, null);
    }

    private void readObjects(int from, ByteReader in) {
        try {
            accumulators.readObjects(in.bytes(), from, incoming, 0, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites a row with one of {@code other}; the two share their objects. */
    public void copy(int row, Rows other, int otherRow) {
        long before = objectBytes(row);
        System.arraycopy(other.bytes, other.at(otherRow), bytes, at(row), accumulators.width());
        hasObjects |= other.hasObjects;
        if (hasObjects) {
            int from = other.index(otherRow);
            System.arraycopy(other.objects, from, objects, index(row), accumulators.objects());
            count(row, before);
        }
    }

    /** Makes a row equal to another that it shares nothing with that is ever changed. */
    public void set(int row, Rows other, int otherRow) {
        if (accumulators.changesObjects()) {
            clear(row);
            merge(row, other, otherRow);
        } else {
            copy(row, other, otherRow);
        }
    }

    /** Makes a row empty and lets its objects go. */
    public void clear(int row) {
        long before = objectBytes(row);
        Arrays.fill(bytes, at(row), at(row + 1), (byte) 0);
        if (hasObjects) {
            Arrays.fill(objects, index(row), index(row + 1), null);
            count(row, before);
        }
    }

    /** Writes a row in its one form, into which it brings the row itself, too. */
    public void write(int row, ByteBuilder out) {
        long before = objectBytes(row);
        try {
            accumulators.write(bytes, at(row), objects, index(row), out);
            count(row, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #write} wrote over the row. */
    public void read(int row, ByteReader in) {
        long before = objectBytes(row);
        try {
            accumulators.read(bytes, at(row), objects, index(row), in);
            count(row, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long events(int row) {
        return accumulators.events(bytes, at(row));
    }

    public long fingerprint(int row) {
        return accumulators.fingerprint(bytes, at(row));
    }

    public List<Object> results(int row) {
        return accumulators.results(bytes, at(row), objects, index(row));
    }
}
