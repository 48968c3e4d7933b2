package org.tallystick.jobs.sink.kinesis;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.json.CellJson;

/** Makes records of cells; a cell that no record can hold is put aside. */
final class KinesisWriter implements SinkWriter<Cell> {
    private final CellJson json;
    private final PutQueue queue;
    private final RejectedCells rejected;
    private final AutoCloseable client;

    /**
     * @param client closed with this
     */
    KinesisWriter(CellJson json, PutQueue queue, RejectedCells rejected, AutoCloseable client) {
        this.json = json;
        this.queue = queue;
        this.rejected = rejected;
        this.client = client;
    }

    @Override
    public void write(Cell cell, Context context) throws IOException, InterruptedException {
        var record = CellRecord.of(json.identity(cell), json.line(cell));
        if (record.bytes() > CellRecord.LARGEST) {
            rejected.add(
                    cell,
                    "the record would have %,d bytes, Kinesis takes %,d"
                            .formatted(record.bytes(), CellRecord.LARGEST));
        } else {
            queue.add(record);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        queue.flush();
        rejected.flush();
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
