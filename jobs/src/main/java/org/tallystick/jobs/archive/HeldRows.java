package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;

/**
 * Rows that wait for their file, as bytes.
 *
 * <p>They lie in chunks that double from the first row's size on, up to {@value #CHUNK} bytes: one
 * row alone takes little, and many are never copied again.
 */
final class HeldRows {
    /** What the object, its list and its place in a map take, about. */
    static final int OVERHEAD = 256;

    private static final int CHUNK = 1 << 16;
    private static final int CHUNK_OVERHEAD = 48;

    private final List<Chunk> chunks = new ArrayList<>(1);
    private long bytes;
    private long heapBytes = OVERHEAD;

    /**
     * Takes a copy of a row.
     *
     * @param scratch whatever it holds is overwritten
     * @return by how many bytes this has grown in the heap
     */
    long add(RowData row, TypeSerializer<RowData> serializer, DataOutputSerializer scratch)
            throws IOException {
        scratch.clear();
        serializer.serialize(row, scratch);
        long before = heapBytes;
        chunk(scratch.length()).append(scratch.getSharedBuffer(), scratch.length());
        bytes += scratch.length();
        return heapBytes - before;
    }

    /** The last chunk, or a new one where the row does not fit. */
    private Chunk chunk(int length) {
        if (chunks.isEmpty() || !chunks.get(chunks.size() - 1).fits(length)) {
            int size = Math.max(length, (int) Math.min(bytes, CHUNK));
            chunks.add(new Chunk(size));
            heapBytes += size + CHUNK_OVERHEAD;
        }
        return chunks.get(chunks.size() - 1);
    }

    /** How many bytes the rows have. */
    long bytes() {
        return bytes;
    }

    /** How much of the heap this takes. */
    long heapBytes() {
        return heapBytes;
    }

    /** What is done with each row. */
    @FunctionalInterface
    interface Target {
        void write(RowData row) throws IOException;
    }

    /** Reads all rows, in the order in which they came. */
    void forEach(TypeSerializer<RowData> serializer, Target target) throws IOException {
        var in = new DataInputDeserializer();
        for (var chunk : chunks) {
            in.setBuffer(chunk.bytes, 0, chunk.taken);
            while (in.available() > 0) {
                target.write(serializer.deserialize(in));
            }
        }
    }

    /** Whole rows, one behind the other. */
    private static final class Chunk {
        private final byte[] bytes;
        private int taken;

        Chunk(int size) {
            bytes = new byte[size];
        }

        boolean fits(int length) {
            return length <= bytes.length - taken;
        }

        void append(byte[] from, int length) {
            System.arraycopy(from, 0, bytes, taken, length);
            taken += length;
        }
    }
}
