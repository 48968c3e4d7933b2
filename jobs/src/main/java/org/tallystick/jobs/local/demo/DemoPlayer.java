package org.tallystick.jobs.local.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the demo's input to a topic, in order, as fast as the broker takes it. */
final class DemoPlayer {
    private DemoPlayer() {}

    /** Returns when the broker has everything; a flight's records share a partition. */
    static void play(
            List<DemoInput.Message> messages, String bootstrapServers, String topic, int partitions)
            throws Exception {
        var failure = new AtomicReference<Exception>();
        Callback sent = (metadata, exception) -> failure.compareAndSet(null, exception);
        try (var producer = producer(bootstrapServers)) {
            for (var message : messages) {
                int partition = Math.floorMod(message.flight(), partitions);
                var record =
                        new ProducerRecord<byte[], byte[]>(
                                topic, partition, message.departed(), null, message.bytes());
                var unused = producer.send(record, sent);
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
