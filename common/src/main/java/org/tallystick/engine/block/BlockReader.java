package org.tallystick.engine.block;

import org.tallystick.engine.bytes.ByteReader;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Rows;

/**
 * Goes through the partials of one block, as {@link BlockWriter} wrote them.
 *
 * <p>After {@link #next} each partial must be read once, with {@link #read}, {@link #merge} or
 * {@link #skip}, before the next.
 */
public final class BlockReader {
    private final ByteReader in;
    private int left;
    private long hash;
    private int keyStart;
    private int keyLength;

    /**
     * @throws IllegalStateException if the block is of another version or has other rows
     */
    public BlockReader(byte[] block, long rowDigest) {
        in = new ByteReader(block);
        checkHead(in, rowDigest);
        left = in.readInt();
    }

    /**
     * @throws IllegalStateException if what follows is of another version or has other rows
     */
    public static void checkHead(ByteReader in, long rowDigest) {
        int version = in.readByte();
        if (version != BlockWriter.VERSION) {
            throw new IllegalStateException(
                    "a block has version " + version + ", not " + BlockWriter.VERSION);
        }
        long found = in.readLong();
        if (found != rowDigest) {
            throw new IllegalStateException(
                    "a block has rows of definition %x, not of %x".formatted(found, rowDigest));
        }
    }

    /** Whether a block is of this version and has such rows. */
    public static boolean fits(byte[] block, long rowDigest) {
        var in = new ByteReader(block);
        return in.readByte() == BlockWriter.VERSION && in.readLong() == rowDigest;
    }

    public boolean next() {
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

    public long hash() {
        return hash;
    }

    /** The array in which the key lies. */
    public byte[] bytes() {
        return in.bytes();
    }

    public int keyStart() {
        return keyStart;
    }

    public int keyLength() {
        return keyLength;
    }

    /** A number that was written before the accumulators: a session's first or last event time. */
    public long readLong() {
        return in.readLong();
    }

    /** The number that the key has in a table; a key not seen before gets the next one. */
    public int number(KeyTable keys) {
        return keys.number(hash, in.bytes(), keyStart, keyLength);
    }

    /** Whether the key has a number in a table. */
    public boolean isIn(KeyTable keys) {
        return keys.find(hash, in.bytes(), keyStart, keyLength) >= 0;
    }

    /** Merges every partial into a table. */
    public void mergeInto(PartialTable table) {
        while (next()) {
            mergeCurrent(table);
        }
    }

    /** Merges those partials into a table whose key is in {@code wanted}. */
    public void mergeInto(PartialTable table, KeyTable wanted) {
        while (next()) {
            if (isIn(wanted)) {
                mergeCurrent(table);
            } else {
                skip(table.rows());
            }
        }
    }

    private void mergeCurrent(PartialTable table) {
        int known = table.size();
        int row = number(table.keys());
        table.rows().reserve(row);
        if (row == known) {
            read(table.rows(), row);
        } else {
            merge(table.rows(), row);
        }
    }

    /** Adds the accumulators to a row. */
    public void merge(Rows rows, int row) {
        rows.merge(row, in);
    }

    /** Where the accumulators are, for {@link #reset}. */
    public int mark() {
        return in.position();
    }

    /** Goes back to the accumulators of the same partial, to read them once more. */
    public void reset(int mark) {
        in.seek(mark);
    }

    /** Passes over the accumulators. */
    public void skip(Rows rows) {
        rows.skip(in);
    }

    /** Reads the accumulators over a row. */
    public void read(Rows rows, int row) {
        rows.read(row, in);
    }
}
