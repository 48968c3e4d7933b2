package org.tallystick.jobs.source;

import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** Kafka's records in the words of an {@link EventDecoder}: one row each. */
final class KafkaRecords implements KafkaRecordDeserializationSchema<RowData> {
    private final EventDecoder decoder;
    private transient InstantSource clock;
    private transient String topic;
    private transient StringData topicColumn;

    KafkaRecords(EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        decoder.open(context);
        clock = InstantSource.system();
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
                column(record.topic()),
                record.partition(),
                record.offset(),
                timestamp < 0 ? OptionalLong.empty() : OptionalLong.of(timestamp),
                clock.millis());
    }

    /** Neighbours are mostly of one topic. */
    private StringData column(String name) {
        if (!name.equals(topic)) {
            topic = name;
            topicColumn = StringData.fromString(name);
        }
        return topicColumn;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return decoder.rowType();
    }
}
