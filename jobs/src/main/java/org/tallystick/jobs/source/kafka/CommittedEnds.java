package org.tallystick.jobs.source.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends partitions before the first transaction that is open. Flink's own end is behind it: a run
 * would wait until it is over, and for one that was left behind until Kafka gives it up.
 *
 * @param consumer the properties of a consumer
 */
record CommittedEnds(Properties consumer) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever unused) {
        try (var topics = new TopicIds(consumer)) {
            return KafkaAnswer.to(
                    "where its partitions end", () -> KafkaEnds.of(topics.admin(), partitions));
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the connector asks for this type
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
