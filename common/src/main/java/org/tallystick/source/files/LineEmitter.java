package org.tallystick.source.files;

import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.tallystick.flink.JobMetrics;
import org.tallystick.flink.Observers;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** Decodes lines. */
final class LineEmitter implements RecordEmitter<Line, RowData, FilesProgress> {
    private final EventDecoder decoder;
    private final InstantSource clock;
    private final MetricGroup metrics;
    private final Counter damaged;

    LineEmitter(EventDecoder decoder, InstantSource clock, MetricGroup metrics) {
        this.decoder = decoder;
        this.clock = clock;
        this.metrics = metrics;
        damaged = JobMetrics.counter(metrics, JobMetrics.FILES_DAMAGED);
    }

    @Override
    public void emitRecord(Line line, SourceOutput<RowData> output, FilesProgress progress)
            throws IOException {
        if (!line.isEnd()) {
            output.collect(decoder.decode(record(line, clock.millis())));
            if (line.damage() != null) {
                tellOfDamage(line);
            }
        }
        progress.advance(line);
    }

    private void tellOfDamage(Line line) {
        damaged.inc();
        var name = line.file().topic().toString();
        var text = "%s, line %d: %s".formatted(name, line.number(), line.damage());
        Observers.warned(metrics, Observers.Warning.FILE_DAMAGED, name, 0, text);
    }

    /**
     * A line as a decoder takes it.
     *
     * @param readAt when it was read, epoch ms
     */
    static RawRecord record(Line line, long readAt) {
        return new RawRecord(
                line.bytes(),
                line.head(),
                line.size(),
                line.damage(),
                line.file().partition(),
                line.number(),
                OptionalLong.of(line.file().modified()),
                readAt,
                null);
    }
}
