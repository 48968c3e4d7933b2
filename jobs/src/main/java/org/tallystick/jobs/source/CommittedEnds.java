package org.tallystick.jobs.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
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
            return KafkaEnds.of(topics.admin(), partitions);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    new IOException("kafka source: cannot ask where its partitions end", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking where partitions end", e);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the connector asks for this type
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
