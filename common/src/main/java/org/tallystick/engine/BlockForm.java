package org.tallystick.engine;

/** How the blocks of one metric are read and written. */
final class BlockForm {
    private final Accumulators accumulators;
    private final long rowDigest;

    BlockForm(MetricLayout metric) {
        accumulators = new Accumulators(metric);
        rowDigest = metric.rowDigest();
    }

    Accumulators accumulators() {
        return accumulators;
    }

    /** An empty table for partials of the metric. */
    PartialTable table() {
        return new PartialTable(accumulators);
    }

    /** Goes through the partials of a block. */
    BlockReader reader(byte[] block) {
        return new BlockReader(block, rowDigest);
    }

    /**
     * Reads the head of what {@link #begin} began.
     *
     * @return behind the head
     */
    ByteReader open(byte[] bytes) {
        var in = new ByteReader(bytes);
        BlockReader.checkHead(in, rowDigest);
        return in;
    }

    /** Begins something else that holds rows of the metric, with the head of a block. */
    ByteBuilder begin() {
        var out = new ByteBuilder();
        BlockWriter.writeHead(out, rowDigest);
        return out;
    }

    /** Adds all partials of a block to a table. */
    void mergeInto(PartialTable table, byte[] block) {
        table.merge(reader(block));
    }

    /** All partials of a table as one block. */
    byte[] block(PartialTable table) {
        return table.toBlock(rowDigest);
    }
}
