package org.tallystick.jobs.source;

import static org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit.COMMITTED_OFFSET;
import static org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit.EARLIEST_OFFSET;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.jobs.archive.Known;

/**
 * Where another rule says, or behind what is known there: as offsets, so that the reader need not
 * choose. One that finds its offset gone fails, and does not take another.
 *
 * @param inner the other rule
 */
record AfterKnown(OffsetsInitializer inner, Known known) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        var starts = starts(inner, partitions, retriever);
        starts.replaceAll((partition, start) -> ranges(known, partition).nextFrom(start));
        return starts;
    }

    /** Where a rule says to start, as offsets: the rule may leave that to the reader. */
    static Map<TopicPartition, Long> starts(
            OffsetsInitializer rule,
            Collection<TopicPartition> partitions,
            PartitionOffsetsRetriever retriever) {
        var starts = new HashMap<>(rule.getPartitionOffsets(partitions, retriever));
        var first = retriever.beginningOffsets(partitions);
        var last = retriever.endOffsets(partitions);
        var committed = retriever.committedOffsets(partitions);
        starts.replaceAll(
                (partition, start) -> {
                    if (start >= 0) {
                        return start;
                    }
                    var group = start == COMMITTED_OFFSET ? committed.get(partition) : null;
                    if (group != null) {
                        return group;
                    }
                    boolean atEnd = start != COMMITTED_OFFSET && start != EARLIEST_OFFSET;
                    return (atEnd ? last : first).get(partition);
                });
        return starts;
    }

    static Known.Ranges ranges(Known known, TopicPartition partition) {
        return known.ranges(new Known.Partition(partition.topic(), partition.partition()));
    }

    @Override
    @SuppressWarnings("deprecation") // the connector asks for this type
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
