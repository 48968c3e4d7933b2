package org.tallystick.aggregate;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sketch of a set of 64-bit hashes: UltraLogLog (Ertl, PVLDB 17, 2024) with 2^12 registers of a
 * byte.
 *
 * <p>While few, hashes are kept apart as hash4j's 32-bit tokens, sorted; a token tells all that the
 * registers would. The form depends on the set alone: registers exactly where there are more than
 * {@link #TOKENS} distinct tokens. The estimate is by maximum likelihood from the registers in
 * either form, which depends only on how often each register value occurs.
 *
 * <p>Written: the number of tokens and their differences; or {@link #TOKENS} + 1 and the registers.
 */
final class DistinctSketch {
    /** Where tokens would take as much room as registers. */
    static final int TOKENS = 1024;

    private static final int PRECISION = 12;

    private static final long SHALLOW = HeapSize.ofObject(12);
    private static final long REGISTERS =
            HeapSize.ofObject(4) + HeapSize.ofArray(1 << PRECISION, Byte.BYTES);

    private int[] tokens = new int[2];
    private int size;
    private UltraLogLog registers; // null while there are but tokens

    boolean isEmpty() {
        return size == 0 && registers == null;
    }

    long heapBytes() {
        return SHALLOW + (registers == null ? HeapSize.of(tokens) : REGISTERS);
    }

    void add(long hash) {
        if (registers != null) {
            registers.add(hash);
        } else {
            addToken(UltraLogLog.computeToken(hash));
        }
    }

    void addAll(DistinctSketch other) {
        if (other.registers != null) {
            toRegisters().add(other.registers);
            return;
        }
        for (int i = 0; i < other.size; i++) {
            addToken(other.tokens[i]);
        }
    }

    /** About how many hashes; the relative standard error is 1.2 %. */
    long estimate() {
        UltraLogLog counter = registers == null ? registersOfTokens() : registers;
        return Math.round(
                counter.getDistinctCountEstimate(UltraLogLog.MAXIMUM_LIKELIHOOD_ESTIMATOR));
    }

    void write(DataOutput out) throws IOException {
        if (registers != null) {
            Varint.write(TOKENS + 1, out);
            out.write(registers.getState());
            return;
        }
        Varint.write(size, out);
        int previous = 0;
        for (int i = 0; i < size; i++) {
            Varint.write(Integer.toUnsignedLong(tokens[i] - previous), out);
            previous = tokens[i];
        }
    }

    static DistinctSketch read(DataInput in) throws IOException {
        var sketch = new DistinctSketch();
        int size = Varint.readInt(in);
        if (size > TOKENS) {
            byte[] state = new byte[1 << PRECISION];
            in.readFully(state);
            sketch.tokens = null;
            sketch.registers = UltraLogLog.wrap(state);
            return sketch;
        }
        sketch.tokens = new int[Math.max(size, 1)];
        sketch.size = size;
        int token = 0;
        for (int i = 0; i < size; i++) {
            token += (int) Varint.read(in);
            sketch.tokens[i] = token;
        }
        return sketch;
    }

    private void addToken(int token) {
        if (registers != null) {
            registers.addToken(token);
            return;
        }
        int at = Arrays.binarySearch(tokens, 0, size, token);
        if (at < 0 && size == TOKENS) {
            toRegisters().addToken(token);
        } else if (at < 0) {
            insert(-at - 1, token);
        }
    }

    private void insert(int at, int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(size + size / 2 + 1, TOKENS));
        }
        System.arraycopy(tokens, at, tokens, at + 1, size - at);
        tokens[at] = token;
        size++;
    }

    private UltraLogLog toRegisters() {
        if (registers == null) {
            registers = registersOfTokens();
            tokens = null;
        }
        return registers;
    }

    private UltraLogLog registersOfTokens() {
        var counter = UltraLogLog.create(PRECISION);
        for (int i = 0; i < size; i++) {
            counter.addToken(tokens[i]);
        }
        return counter;
    }
}
