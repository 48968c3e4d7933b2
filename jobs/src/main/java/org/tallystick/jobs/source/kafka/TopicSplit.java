package org.tallystick.jobs.source.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition that knows which topic it is of, of all that have had the same name. */
final class TopicSplit extends KafkaPartitionSplit {
    private final TopicName name;

    TopicSplit(KafkaPartitionSplit split, TopicName name) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.name = name;
    }

    TopicName name() {
        return name;
    }

    /** Its topic's name does not make it another split: that is what its id says. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
