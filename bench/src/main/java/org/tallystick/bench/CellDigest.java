package org.tallystick.bench;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.Cell;

/** Digests Tallystick's cells: count, sum and then, by the query, min and max or max alone. */
final class CellDigest implements Sink<Cell> {
    private final boolean probed;

    /**
     * @param probed whether {@link Emission} is measured
     */
    CellDigest(boolean probed) {
        this.probed = probed;
    }

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) {
        return new Writer(probed);
    }

    private static final class Writer implements SinkWriter<Cell> {
        private final ResultDigest digest = new ResultDigest();
        private final boolean probed;

        Writer(boolean probed) {
            this.probed = probed;
        }

        @Override
        public void write(Cell cell, Context context) {
            if (probed) {
                Emission.leaves(cell.end());
            }
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
