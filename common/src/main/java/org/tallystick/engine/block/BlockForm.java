package org.tallystick.engine.block;

import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;

/** How the blocks of one metric are read and written. */
public final class BlockForm {
    private final Accumulators accumulators;
    private final long rowDigest;

    public BlockForm(BoundMetric metric) {
        accumulators = new Accumulators(metric);
        rowDigest = metric.rowDigest();
    }

    public Accumulators accumulators() {
        return accumulators;
    }

    /** An empty table for partials of the metric. */
    public PartialTable table() {
        return new PartialTable(accumulators);
    }

    /** Goes through the partials of a block. */
    public BlockReader reader(byte[] block) {
        return new BlockReader(block, rowDigest);
    }

    /**
     * Reads the head of what {@link #begin} began.
     *
     * @return behind the head
     */
    public ByteReader open(byte[] bytes) {
        var in = new ByteReader(bytes);
        BlockReader.checkHead(in, rowDigest);
        return in;
    }

    /** Begins something else that holds rows of the metric, with the head of a block. */
    public ByteBuilder begin() {
        var out = new ByteBuilder();
        BlockWriter.writeHead(out, rowDigest);
        return out;
    }

    /** Adds all partials of a block to a table. */
    public void mergeInto(PartialTable table, byte[] block) {
        reader(block).mergeInto(table);
    }

    /** Adds those partials of a block to a table whose key is in {@code wanted}. */
    public void mergeInto(PartialTable table, byte[] block, KeyTable wanted) {
        reader(block).mergeInto(table, wanted);
    }

    /** All partials of a table as one block. */
    public byte[] block(PartialTable table) {
        var block = new BlockWriter();
        block.begin(rowDigest);
        for (int row = 0; row < table.size(); row++) {
            block.write(table.keys(), row, table.rows(), row);
        }
        return block.end();
    }
}
