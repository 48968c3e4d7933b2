package org.tallystick.jobs.sink.print;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.CellLines;
import org.tallystick.json.CellJson;

/**
 * JSON lines on standard output, whole lines only.
 *
 * <p>Not Flink's print sink: that puts the subtask's number before every line, and the line is then
 * no longer JSON.
 */
record PrintSink(CellJson json) implements Sink<Cell> {

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) {
        return new Writer(new CellLines(json), new FileOutputStream(FileDescriptor.out));
    }

    /** One write a line, so that lines of several subtasks do not mix. */
    record Writer(CellLines lines, OutputStream out) implements SinkWriter<Cell> {

        @Override
        public void write(Cell cell, Context context) throws IOException {
            lines.encode(cell, out);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
        }

        /** Standard output is not ours to close. */
        @Override
        public void close() {}
    }
}
