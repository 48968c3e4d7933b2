package org.tallystick.source.files;

import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.table.data.RowData;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** Decodes lines. */
final class LineEmitter implements RecordEmitter<Line, RowData, FilesProgress> {
    private final EventDecoder decoder;
    private final InstantSource clock;

    LineEmitter(EventDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public void emitRecord(Line line, SourceOutput<RowData> output, FilesProgress progress)
            throws IOException {
        if (!line.isEnd()) {
            output.collect(decoder.decode(record(line)));
        }
        progress.advance(line);
    }

    private RawRecord record(Line line) {
        return new RawRecord(
                line.bytes(),
                line.head(),
                line.size(),
                line.damage(),
                line.file().topic(),
                0,
                line.number(),
                OptionalLong.of(line.file().modified()),
                clock.millis());
    }
}
