package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * Where a number goes that has outgrown a slot's fixed bytes: one element of the array that is the
 * slot's object, which is null where all elements are. The array is replaced and never changed, so
 * that accumulators may share it.
 *
 * @param index which element
 * @param count how many elements the array has
 */
record Spill(int index, int count) implements Serializable {

    /** The number; null if there is none. */
    BigInteger get(Slot slot) {
        return slot.object() == null ? null : ((BigInteger[]) slot.object())[index];
    }

    /** Bytes of heap of a slot's object, which is not null. */
    static long heapBytes(Object object) {
        var numbers = (BigInteger[]) object;
        long bytes = HeapSize.of(numbers);
        for (BigInteger number : numbers) {
            bytes += number == null ? 0 : HeapSize.of(number);
        }
        return bytes;
    }

    void set(Slot slot, BigInteger number) {
        var numbers = new BigInteger[count];
        boolean any = number != null;
        for (int i = 0; i < count; i++) {
            numbers[i] = i == index ? number : new Spill(i, count).get(slot);
            any |= numbers[i] != null;
        }
        slot.setObject(any ? numbers : null);
    }

    void write(Slot slot, DataOutput out) throws IOException {
        BigInteger number = get(slot);
        byte[] bytes = number == null ? new byte[0] : number.toByteArray();
        Varint.write(bytes.length, out);
        out.write(bytes);
    }

    void read(Slot slot, DataInput in) throws IOException {
        byte[] bytes = new byte[Varint.readInt(in)];
        in.readFully(bytes);
        set(slot, bytes.length == 0 ? null : new BigInteger(bytes));
    }
}
