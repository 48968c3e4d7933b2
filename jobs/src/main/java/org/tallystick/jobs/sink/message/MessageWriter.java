package org.tallystick.jobs.sink.message;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;

/** One thread's part of a {@link MessageSink}. */
record MessageWriter(Resending messages, CellJson json) implements SinkWriter<Cell> {

    @Override
    public void write(Cell cell, Context context) throws IOException {
        messages.send(CellMessage.of(cell, json));
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        messages.confirm();
    }

    @Override
    public void close() {
        messages.close();
    }
}
