package org.tallystick.jobs.source.kafka;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.source.Envelope;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PartitionName;
import org.tallystick.source.RawRecord;

/** Kafka's records in the words of an {@link EventDecoder}: one row each. */
final class KafkaRecords implements KafkaRecordDeserializationSchema<RowData> {
    private final EventDecoder decoder;
    private transient InstantSource clock;
    private transient Map<TopicPartition, PartitionName> names;
    private transient String topic;
    private transient PartitionName latest;

    KafkaRecords(EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        decoder.open(context);
        clock = InstantSource.system();
    }

    /** Says what to call a partition, before any of its records come. */
    void name(TopicPartition partition, PartitionName name) {
        if (names == null) {
            names = new HashMap<>();
        }
        names.put(partition, name);
        topic = null;
    }

    /** What a partition is called. */
    PartitionName name(TopicPartition partition) {
        var name = names == null ? null : names.get(partition);
        return name == null
                ? TopicName.first(partition.topic(), Optional.empty())
                        .partition(partition.partition())
                : name;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out)
            throws IOException {
        out.collect(decoder.decode(raw(record)));
    }

    /** A record as a decoder takes it; only once this is open. */
    RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        long timestamp = record.timestamp();
        return new RawRecord(
                value,
                null,
                value == null ? 0 : value.length,
                null,
                partition(record),
                record.offset(),
                timestamp < 0 ? OptionalLong.empty() : OptionalLong.of(timestamp),
                clock.millis(),
                decoder.readsEnvelopes() ? envelope(record) : null);
    }

    private static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Envelope.Header>();
        for (var header : record.headers()) {
            headers.add(new Envelope.Header(header.key(), header.value()));
        }
        return new Envelope(record.key(), headers);
    }

    /** Neighbours are mostly of one partition. */
    private PartitionName partition(ConsumerRecord<byte[], byte[]> record) {
        if (latest == null
                || latest.number() != record.partition()
                || !record.topic().equals(topic)) {
            topic = record.topic();
            latest = name(new TopicPartition(topic, record.partition()));
        }
        return latest;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return decoder.rowType();
    }
}
