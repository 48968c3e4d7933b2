package org.tallystick.aggregate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Byte strings in an open-addressed table, from two places up; sets may share them, as they are
 * never written to.
 */
final class BytesSet implements ValueSet {
    private static final long SHALLOW = HeapSize.ofObject(16);

    private byte[][] table = new byte[2][];
    private int size;

    /** What the values take on the heap. */
    private long valueBytes;

    @Override
    public int size() {
        return size;
    }

    @Override
    public long heapBytes() {
        return SHALLOW + HeapSize.of(table) + valueBytes;
    }

    @Override
    public void add(ValueType type, Columns event, int column) {
        byte[] value = Values.bytes(Values.object(type, event, column));
        int at = find(table, value);
        if (table[at] == null) {
            place(at, value.clone());
        }
    }

    @Override
    public void addAll(ValueSet values) {
        var other = (BytesSet) values;
        // Room first: values taken over in the order of their hashes would crowd a small table.
        reserve(size + other.size);
        for (byte[] value : other.table) {
            if (value != null) {
                keep(value);
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        byte[][] values =
                Arrays.stream(table)
                        .filter(Objects::nonNull)
                        .sorted(Arrays::compareUnsigned)
                        .toArray(byte[][]::new);
        Varint.write(values.length, out);
        for (byte[] value : values) {
            Varint.write(value.length, out);
            out.write(value);
        }
    }

    static BytesSet read(DataInput in) throws IOException {
        var set = new BytesSet();
        int size = Varint.readInt(in);
        set.reserve(size);
        for (int i = 0; i < size; i++) {
            byte[] value = new byte[Varint.readInt(in)];
            in.readFully(value);
            set.keep(value);
        }
        return set;
    }

    private void keep(byte[] value) {
        int at = find(table, value);
        if (table[at] == null) {
            place(at, value);
        }
    }

    private void place(int at, byte[] value) {
        table[at] = value;
        valueBytes += HeapSize.of(value);
        reserve(++size);
    }

    /** Makes the table so large that this many values fill at most three quarters of it. */
    private void reserve(int values) {
        int length = table.length;
        while (values * 4L > length * 3L) {
            length *= 2;
        }
        if (length > table.length) {
            rehash(length);
        }
    }

    private void rehash(int length) {
        byte[][] larger = new byte[length][];
        for (byte[] value : table) {
            if (value != null) {
                larger[find(larger, value)] = value;
            }
        }
        table = larger;
    }

    /** The value's place, or the empty one that it would take. */
    private static int find(byte[][] table, byte[] value) {
        long hash = Hashing.xxh3_64().hashBytesToLong(value);
        int at = (int) (hash >>> Long.numberOfLeadingZeros(table.length - 1L));
        while (table[at] != null && !Arrays.equals(table[at], value)) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }
}
