package org.tallystick.jobs.source.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions as they were written; one without an end gets it then. */
record EndingSplits(
        SimpleVersionedSerializer<KafkaPartitionSplit> inner, Map<TopicPartition, Long> ends)
        implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    @Override
    public int getVersion() {
        return inner.getVersion();
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        return inner.serialize(split);
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
        var split = inner.deserialize(version, bytes);
        if (split.getStoppingOffset().isPresent()) {
            return split;
        }
        var partition = split.getTopicPartition();
        long end = ends.getOrDefault(partition, Math.max(0, split.getStartingOffset()));
        return new KafkaPartitionSplit(partition, split.getStartingOffset(), end);
    }
}
