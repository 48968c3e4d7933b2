package org.tallystick.jobs.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.tallystick.flink.Observers;
import org.tallystick.flink.Observers.Warning;
import org.tallystick.source.Envelope;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PartitionName;
import org.tallystick.source.RawRecord;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Makes rows of what is found in shards, each with its position. */
final class ShardRows implements RecordEmitter<ShardItem, RowData, ShardCursor>, ShardItem.Taker {
    private final EventDecoder decoder;
    private final MetricGroup metrics;
    private final Consumer<ShardCursor> atEnd;
    private final InstantSource clock;
    private SourceOutput<RowData> output;
    private ShardCursor cursor;

    /**
     * @param decoder opened
     * @param atEnd takes a shard that has ended, or that is read as far as this run goes
     */
    ShardRows(
            EventDecoder decoder,
            MetricGroup metrics,
            Consumer<ShardCursor> atEnd,
            InstantSource clock) {
        this.decoder = decoder;
        this.metrics = metrics;
        this.atEnd = atEnd;
        this.clock = clock;
    }

    @Override
    public void emitRecord(ShardItem item, SourceOutput<RowData> to, ShardCursor of)
            throws IOException {
        output = to;
        cursor = of;
        item.to(this);
    }

    @Override
    public void record(Record record) throws IOException {
        long position = cursor.take(record.sequenceNumber());
        if (cursor.isKnown(position)) {
            return;
        }
        var row = decoder.decode(raw(record, cursor.name(), position, decoder, clock.millis()));
        int time = decoder.layout().time();
        if (!row.isNullAt(time)) {
            cursor.clock(OptionalLong.of(row.getLong(time)));
        }
        output.collect(row);
    }

    /** A record as a decoder takes it. */
    static RawRecord raw(
            Record record, PartitionName name, long position, EventDecoder decoder, long now) {
        byte[] value = record.data().asByteArray();
        var arrived = record.approximateArrivalTimestamp();
        return new RawRecord(
                value,
                null,
                value.length,
                null,
                name,
                position,
                arrived == null ? OptionalLong.empty() : OptionalLong.of(arrived.toEpochMilli()),
                now,
                decoder.readsEnvelopes()
                        ? new Envelope(record.partitionKey().getBytes(UTF_8), List.of())
                        : null);
    }

    @Override
    public void lost(String what) {
        var name = cursor.name();
        output.collect(decoder.lost(name, cursor.lose(), what, clock.millis()));
        Observers.warned(metrics, Warning.RECORDS_LOST, cursor.shard().splitId(), 1, what);
    }

    @Override
    public void readTo(long time) {
        cursor.readTo(time);
    }

    @Override
    public void end(boolean closed) {
        if (closed) {
            cursor.end();
        }
        atEnd.accept(cursor);
    }
}
