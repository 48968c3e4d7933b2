package org.tallystick.jobs.source.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits offsets of a consumer group, and waits until they are. */
class GroupOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Properties consumer;

    /**
     * Offsets of the group of a consumer.
     *
     * @param consumer its properties
     */
    GroupOffsets(Properties consumer) {
        this.consumer = consumer;
    }

    /**
     * Commits offsets. Where that fails, the log says so: a later run that starts from them reads
     * records again, which the archive knows.
     *
     * @param offsets those of the next records to read
     */
    void commit(Map<TopicPartition, Long> offsets) {
        var properties = new Properties();
        properties.putAll(consumer);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "tallystick-last-commit");
        properties.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((at, offset) -> positions.put(at, new OffsetAndMetadata(offset)));
        var bytes = new ByteArrayDeserializer();
        try (var client = new KafkaConsumer<>(properties, bytes, bytes)) {
            client.commitSync(positions, PATIENCE);
        } catch (KafkaException e) {
            LOG.warn(
                    "kafka source: group {} is not at {} where the job has stopped: {}",
                    consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG),
                    offsets,
                    e.getMessage());
        }
    }
}
