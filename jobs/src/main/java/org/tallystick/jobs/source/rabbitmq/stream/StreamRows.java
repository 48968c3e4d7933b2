package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.flink.Observers;
import org.tallystick.flink.Observers.Warning;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PartitionName;
import org.tallystick.source.RawRecord;

/** Makes rows of what is found in a stream, which is one partition. */
final class StreamRows implements RecordEmitter<StreamItem, RowData, StreamCursor> {
    private final PartitionName partition;
    private final EventDecoder decoder;
    private final MetricGroup metrics;
    private final InstantSource clock;

    /**
     * @param decoder opened
     */
    StreamRows(String stream, EventDecoder decoder, MetricGroup metrics, InstantSource clock) {
        this.partition = partition(stream);
        this.decoder = decoder;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the messages of a stream have in common. */
    static PartitionName partition(String stream) {
        return new PartitionName(StringData.fromString(stream), 0, null);
    }

    @Override
    public void emitRecord(StreamItem item, SourceOutput<RowData> out, StreamCursor cursor)
            throws IOException {
        if (item instanceof StreamItem.Message message) {
            out.collect(decoder.decode(raw(message, partition, clock.millis())));
            cursor.take(message);
        } else if (item instanceof StreamItem.Lost lost) {
            out.collect(decoder.lost(partition, lost.from(), lost.toString(), clock.millis()));
            long count = lost.behind() - lost.from();
            var stream = partition.topic().toString();
            Observers.warned(metrics, Warning.RECORDS_LOST, stream, count, lost.toString());
            cursor.pass(lost);
        }
    }

    /** A message as a decoder takes it: its own time is when the broker wrote it. */
    static RawRecord raw(StreamItem.Message message, PartitionName partition, long now) {
        var body = Body.of(message.message());
        return new RawRecord(
                body.bytes(),
                null,
                body.bytes().length,
                body.damage(),
                partition,
                message.offset(),
                OptionalLong.of(message.written()),
                now,
                null);
    }
}
