package org.tallystick.jobs.source.kafka;

import static org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit.COMMITTED_OFFSET;
import static org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit.EARLIEST_OFFSET;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where another rule says, or behind what is known there: as offsets, so that the reader need not
 * choose. One that finds its offset gone fails, and does not take another. A topic that has taken
 * the place of one that is known begins at its beginning.
 *
 * @param inner the other rule
 * @param consumer the properties of a consumer
 */
record AfterKnown(OffsetsInitializer inner, KnownTopics known, Properties consumer)
        implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        var starts = starts(inner, partitions, retriever);
        if (known.known().isEmpty()) {
            return starts;
        }
        var topics = topics(partitions);
        var first = retriever.beginningOffsets(partitions);
        starts.replaceAll(
                (partition, start) -> {
                    var id =
                            Optional.ofNullable(topics.get(partition.topic()))
                                    .flatMap(topic -> TopicName.id(topic.topicId()));
                    return known.change(partition, id).isPresent()
                            ? first.get(partition)
                            : known.ranges(partition, known.name(partition, id)).nextFrom(start);
                });
        return starts;
    }

    private Map<String, TopicDescription> topics(Collection<TopicPartition> partitions) {
        var names = partitions.stream().map(TopicPartition::topic).toList();
        try (var ids = new TopicIds(consumer)) {
            return KafkaAnswer.to("which topics there are", () -> ids.of(names));
        }
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

    @Override
    @SuppressWarnings("deprecation") // the connector asks for this type
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
