package org.tallystick.jobs.sink.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;

/** Cells as JSON lines in UTF-8. */
public record CellLines(CellJson json) implements Encoder<Cell> {

    @Override
    public void encode(Cell cell, OutputStream stream) throws IOException {
        stream.write((json.line(cell) + '\n').getBytes(UTF_8));
    }
}
