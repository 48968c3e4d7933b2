package org.tallystick.jobs.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;

/**
 * Cells as Kafka records: the key is the cell's identity, the value the whole cell, both as JSON; a
 * retraction is a tombstone, so that a compacted topic forgets the cell.
 *
 * @param topic where they go; the key decides the partition
 */
record KafkaCells(String topic, CellJson json) implements KafkaRecordSerializationSchema<Cell> {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Cell cell, KafkaSinkContext context, Long timestamp) {
        byte[] key = json.identity(cell).getBytes(UTF_8);
        byte[] value = cell.retracted() ? null : json.line(cell).getBytes(UTF_8);
        return new ProducerRecord<>(topic, key, value);
    }
}
