package org.tallystick.engine.assemble;

import java.util.Arrays;
import org.tallystick.engine.Slice;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;

/**
 * Some neighbouring slices of a bucket, in the order of their start and then of their end, and how
 * many blocks there are of each.
 *
 * <p>A page is what is stored of the index at once, so that a slice that changes costs one page and
 * not the index. In memory it is three arrays, 20 bytes for a slice.
 *
 * <p>Layout: unsigned count; per slice signed difference of its start to the one before, unsigned
 * {@code end - start}, int blocks.
 */
final class SlicePage {
    private static final int ARRAYS_BYTES = 88;

    private long[] starts = new long[4];
    private long[] ends = new long[4];
    private int[] blocks = new int[4];
    private int size;

    static SlicePage decode(byte[] bytes) {
        var page = new SlicePage();
        var in = new ByteReader(bytes);
        long start = 0;
        for (long left = in.readUnsigned(); left > 0; left--) {
            start += in.readSigned();
            long end = start + in.readUnsigned();
            page.insert(page.size, start, end, in.readInt());
        }
        return page;
    }

    byte[] encode() {
        var out = new ByteBuilder();
        out.writeUnsigned(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            out.writeSigned(starts[i] - before);
            out.writeUnsigned(ends[i] - starts[i]);
            out.writeInt(blocks[i]);
            before = starts[i];
        }
        return out.toArray();
    }

    int size() {
        return size;
    }

    /** Bytes of heap held. */
    long bytes() {
        return ARRAYS_BYTES + 20L * starts.length;
    }

    long start(int i) {
        return starts[i];
    }

    Slice slice(int i) {
        return new Slice(starts[i], ends[i], ends[i]);
    }

    /** What {@link SliceBlocks} notes of the slice's blocks. */
    int blocks(int i) {
        return blocks[i];
    }

    void setBlocks(int i, int to) {
        blocks[i] = to;
    }

    /** The place of the first slice that is not before these in the order. */
    int ceiling(long start, long end) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before =
                    starts[middle] < start || (starts[middle] == start && ends[middle] < end);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean isAt(int i, Slice slice) {
        return i < size && starts[i] == slice.start() && ends[i] == slice.end();
    }

    void insert(int i, Slice slice) {
        insert(i, slice.start(), slice.end(), 0);
    }

    private void insert(int i, long start, long end, int count) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            blocks = Arrays.copyOf(blocks, 2 * size);
        }
        System.arraycopy(starts, i, starts, i + 1, size - i);
        System.arraycopy(ends, i, ends, i + 1, size - i);
        System.arraycopy(blocks, i, blocks, i + 1, size - i);
        starts[i] = start;
        ends[i] = end;
        blocks[i] = count;
        size++;
    }

    void remove(int i) {
        size--;
        System.arraycopy(starts, i + 1, starts, i, size - i);
        System.arraycopy(ends, i + 1, ends, i, size - i);
        System.arraycopy(blocks, i + 1, blocks, i, size - i);
    }

    /**
     * Where to split the page, so that all slices of one start stay together; 0 if it cannot be.
     *
     * @param inserted where the last slice came in: behind all others, as slices mostly do, the
     *     page stays full and a new one begins; else it is split in the middle
     */
    int splitPlace(int inserted) {
        int place = inserted == size - 1 ? inserted : size / 2;
        while (place > 0 && starts[place - 1] == starts[place]) {
            place--;
        }
        return place;
    }

    /** Moves the slices from place {@code i} on to a page of their own. */
    SlicePage split(int i) {
        var rest = new SlicePage();
        for (int each = i; each < size; each++) {
            rest.insert(rest.size, starts[each], ends[each], blocks[each]);
        }
        size = i;
        return rest;
    }
}
