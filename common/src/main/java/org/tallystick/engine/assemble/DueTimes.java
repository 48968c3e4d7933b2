package org.tallystick.engine.assemble;

import java.util.Arrays;
import org.tallystick.aggregate.HeapSize;

/** A heap of rows by the time at which they are due, in two arrays; a row may be in it twice. */
final class DueTimes {
    private long[] times = new long[16];
    private int[] rows = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first is due, epoch ms; there must be one. */
    long first() {
        return times[0];
    }

    /** Bytes of heap held. */
    long bytes() {
        return HeapSize.ofObject(3 * Integer.BYTES) + HeapSize.of(times) + HeapSize.of(rows);
    }

    void add(long time, int row) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) / 2] > time) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        times[at] = time;
        rows[at] = row;
    }

    /** Removes the first and returns its row. */
    int poll() {
        int row = rows[0];
        size--;
        long time = times[size];
        int last = rows[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            move(child, at);
            at = child;
        }
        times[at] = time;
        rows[at] = last;
        return row;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        rows[to] = rows[from];
    }
}
