package org.tallystick.engine;

/**
 * Goes through the partials of one block, as {@link BlockWriter} wrote them.
 *
 * <p>After {@link #next} each partial must be read once, with {@link #read}, {@link #merge} or
 * {@link #skip}, before the next.
 */
final class BlockReader {
    private final ByteReader in;
    private int left;
    private long hash;
    private int keyStart;
    private int keyLength;

    /**
     * @throws IllegalStateException if the block is of another layout
     */
    BlockReader(byte[] block, int layout) {
        in = new ByteReader(block);
        checkHead(in, layout);
        left = in.readInt();
    }

    /**
     * @throws IllegalStateException if what follows is of another version or layout
     */
    static void checkHead(ByteReader in, int layout) {
        int version = in.readByte();
        if (version != BlockWriter.VERSION) {
            throw new IllegalStateException(
                    "state of a metric has layout version "
                            + version
                            + ", this release reads "
                            + BlockWriter.VERSION
                            + ": restore with the release that wrote it");
        }
        if (in.readInt() != layout) {
            throw new IllegalStateException(
                    "state of a metric does not fit its definition, which was changed: give the"
                            + " changed metric a new name, or start without this state");
        }
    }

    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        hash = in.readLong();
        keyLength = in.readInt();
        keyStart = in.position();
        in.skipBytes(keyLength);
        return true;
    }

    long hash() {
        return hash;
    }

    /** The array in which the key lies. */
    byte[] bytes() {
        return in.bytes();
    }

    int keyStart() {
        return keyStart;
    }

    int keyLength() {
        return keyLength;
    }

    /** A number that was written before the accumulators: a session's first or last event time. */
    long readLong() {
        return in.readLong();
    }

    /** The number that the key has in a table; a key not seen before gets the next one. */
    int number(KeyTable keys) {
        return keys.number(hash, in.bytes(), keyStart, keyLength);
    }

    /** Whether the key has a number in a table. */
    boolean isIn(KeyTable keys) {
        return keys.find(hash, in.bytes(), keyStart, keyLength) >= 0;
    }

    /** Adds the accumulators to a row. */
    void merge(Rows rows, int row) {
        rows.merge(row, in);
    }

    /** Where the accumulators are, for {@link #reset}. */
    int mark() {
        return in.position();
    }

    /** Goes back to the accumulators of the same partial, to read them once more. */
    void reset(int mark) {
        in.seek(mark);
    }

    /** Passes over the accumulators. */
    void skip(Rows rows) {
        rows.skip(in);
    }

    /** Reads the accumulators over a row. */
    void read(Rows rows, int row) {
        rows.read(row, in);
    }
}
