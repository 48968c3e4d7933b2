package org.tallystick.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tallystick.aggregate.Columns;

/** Accumulator rows in two growing arrays; a row that was never written is empty. */
final class Rows {
    private static final int FIRST_ROWS = 16;
    private static final int OBJECT_BYTES = 64;

    private final Accumulators layout;
    private final Object[] incoming;
    private int capacity = FIRST_ROWS;
    private byte[] bytes;
    private Object[] objects;

    Rows(Accumulators layout) {
        this.layout = layout;
        incoming = new Object[layout.objects()];
        bytes = new byte[capacity * layout.width()];
        objects = new Object[capacity * layout.objects()];
    }

    /** Bytes of heap held: an estimate, which takes an object for 64 bytes. */
    long bytes() {
        return bytes.length + (4L + OBJECT_BYTES) * objects.length;
    }

    /** Makes room for rows 0 to {@code row}. */
    void reserve(int row) {
        if (row >= capacity) {
            capacity = Math.max(row + 1, Math.multiplyExact(2, capacity));
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(capacity, layout.width()));
            objects = Arrays.copyOf(objects, Math.multiplyExact(capacity, layout.objects()));
        }
    }

    private int at(int row) {
        return row * layout.width();
    }

    private int index(int row) {
        return row * layout.objects();
    }

    void add(int row, Columns event) {
        layout.add(bytes, at(row), objects, index(row), event);
    }

    /** Adds a row of {@code other}, which stays as it is. */
    void merge(int row, Rows other, int otherRow) {
        layout.merge(
                bytes,
                at(row),
                objects,
                index(row),
                other.bytes,
                other.at(otherRow),
                other.objects,
                other.index(otherRow));
    }

    /** Adds the row that {@code in} is at, which is read where it lies. */
    void merge(int row, ByteReader in) {
        int from = in.position();
        in.skipBytes(layout.width());
        readObjects(from, in);
        layout.merge(bytes, at(row), objects, index(row), in.bytes(), from, incoming, 0);
    }

    /** Passes over the row that {@code in} is at. */
    void skip(ByteReader in) {
        int from = in.position();
        in.skipBytes(layout.width());
        readObjects(from, in);
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
        System.arraycopy(other.bytes, other.at(otherRow), bytes, at(row), layout.width());
        System.arraycopy(
                other.objects, other.index(otherRow), objects, index(row), layout.objects());
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

    void clear(int row) {
        Arrays.fill(bytes, at(row), at(row + 1), (byte) 0);
        Arrays.fill(objects, index(row), index(row + 1), null);
    }

    void write(int row, ByteBuilder out) {
        try {
            layout.write(bytes, at(row), objects, index(row), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #write} wrote over the row. */
    void read(int row, ByteReader in) {
        try {
            layout.read(bytes, at(row), objects, index(row), in);
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
