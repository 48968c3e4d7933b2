package org.tallystick.source.format.avro;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tallystick.source.format.BadRecordException;

/** The bytes of a container file. What is kept of them grows with what is there. */
final class AvroInput {
    private static final int PIECE = 1 << 16;

    private final InputStream in;
    private byte[] kept = new byte[PIECE];
    private int count;
    private boolean endedEarly;

    AvroInput(InputStream in) {
        this.in = in;
    }

    /** Begins to keep anew. */
    void forget() {
        count = 0;
    }

    /** All bytes that were taken since, also those before an early end. */
    byte[] seen() {
        return Arrays.copyOf(kept, count);
    }

    /** Whether the file has ended before all that should have followed. */
    boolean endedEarly() {
        return endedEarly;
    }

    /** How many those are. */
    int count() {
        return count;
    }

    /** The next byte; negative where the file ends. */
    int next() throws IOException {
        int next = in.read();
        if (next >= 0) {
            reserve(1);
            kept[count++] = (byte) next;
        }
        return next;
    }

    /**
     * The next bytes.
     *
     * @throws BadRecordException where the file ends before
     */
    byte[] take(int length) throws IOException {
        int from = count;
        for (int left = length; left > 0; ) {
            int piece = Math.min(left, PIECE);
            reserve(piece);
            int read = in.readNBytes(kept, count, piece);
            count += read;
            left -= read;
            if (read < piece) {
                endedEarly = true;
                throw new BadRecordException("the file ends %d byte(s) too early".formatted(left));
            }
        }
        return Arrays.copyOfRange(kept, from, count);
    }

    private void reserve(int more) {
        if (kept.length - count < more) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, count + more));
        }
    }

    long whole() throws IOException {
        return whole(take(1)[0]);
    }

    /** A long of which the first byte has been taken. */
    long whole(byte first) throws IOException {
        long value = first & 0x7F;
        byte each = first;
        for (int shift = 7; each < 0; shift += 7) {
            each = take(1)[0];
            if (shift > 63 || (shift == 63 && each > 1)) {
                throw new BadRecordException("a number of more than 64 bits");
            }
            value |= (each & 0x7FL) << shift;
        }
        return (value >>> 1) ^ -(value & 1);
    }
}
