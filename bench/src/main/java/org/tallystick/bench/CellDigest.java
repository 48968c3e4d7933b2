package org.tallystick.bench;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.Cell;

/**
 * Digests Tallystick's cells: count, sum and then, by the query, min and max or max alone. Where
 * cells are published again, it is their final versions, for a sample of keys.
 */
public final class CellDigest implements Sink<Cell> {
    private final boolean probed;
    private final boolean revised;
    private final int oneIn;

    private CellDigest(boolean probed, boolean revised, int oneIn) {
        this.probed = probed;
        this.revised = revised;
        this.oneIn = oneIn;
    }

    public static CellDigest of(Setup setup) {
        return new CellDigest(
                setup.options().containsKey("rate"),
                setup.query().isRevised(),
                Integer.parseInt(setup.option("sample", "256")));
    }

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) {
        return new Writer();
    }

    static void add(Cell cell, ResultDigest digest) {
        var values = cell.values();
        var key = cell.keys().get(0);
        long size = cell.window().startsWith("session") ? 0 : cell.end() - cell.start();
        long count = (Long) values.get(0);
        double sum = (Double) values.get(1);
        switch (values.size()) {
            case 2 -> digest.add(key, size, cell.end(), count, sum);
            case 3 -> digest.add(key, size, cell.end(), count, sum, 0, (Double) values.get(2));
            default ->
                    digest.add(
                            key,
                            size,
                            cell.end(),
                            count,
                            sum,
                            (Double) values.get(2),
                            (Double) values.get(3));
        }
    }

    private final class Writer implements SinkWriter<Cell> {
        private final ResultDigest digest = new ResultDigest();

        @Override
        public void write(Cell cell, Context context) {
            if (probed) {
                Emission.leaves(cell.end());
            }
            if (revised) {
                FinalCells.add(cell, oneIn);
            } else {
                add(cell, digest);
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            // Nothing is held back.
        }

        @Override
        public void close() {
            digest.close();
        }
    }
}
