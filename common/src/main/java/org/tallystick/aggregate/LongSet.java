package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Words in an open-addressed table, from two places up. */
final class LongSet implements ValueSet {
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio

    private static final long SHALLOW = HeapSize.ofObject(9);

    private long[] table = new long[2]; // 0 is an empty place
    private int placed;
    private boolean hasZero;

    @Override
    public int size() {
        return placed + (hasZero ? 1 : 0);
    }

    @Override
    public long heapBytes() {
        return SHALLOW + HeapSize.of(table);
    }

    @Override
    public void add(ValueType type, Columns event, int column) {
        add(Values.keyWord(type, event, column));
    }

    void add(long value) {
        if (value == 0) {
            hasZero = true;
        } else if (place(table, value)) {
            placed++;
            reserve(placed);
        }
    }

    @Override
    public void addAll(ValueSet values) {
        var other = (LongSet) values;
        // Room first: values taken over in the order of their hashes would crowd a small table.
        reserve(placed + other.placed);
        for (long value : other.table) {
            if (value != 0) {
                add(value);
            }
        }
        hasZero |= other.hasZero;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        long[] values = sorted();
        Varint.write(values.length, out);
        long previous = 0;
        for (long value : values) {
            Varint.write(value - previous, out);
            previous = value;
        }
    }

    static LongSet read(DataInput in) throws IOException {
        var set = new LongSet();
        int size = Varint.readInt(in);
        set.reserve(size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value += Varint.read(in);
            set.add(value);
        }
        return set;
    }

    private long[] sorted() {
        long[] values = new long[size()];
        int next = hasZero ? 1 : 0;
        for (long value : table) {
            if (value != 0) {
                values[next++] = value;
            }
        }
        Arrays.sort(values);
        return values;
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
        long[] larger = new long[length];
        for (long value : table) {
            if (value != 0) {
                place(larger, value);
            }
        }
        table = larger;
    }

    /** Whether the value is new. */
    private static boolean place(long[] table, long value) {
        int at = (int) ((value * MIX) >>> Long.numberOfLeadingZeros(table.length - 1L));
        while (table[at] != 0) {
            if (table[at] == value) {
                return false;
            }
            at = (at + 1) & (table.length - 1);
        }
        table[at] = value;
        return true;
    }
}
