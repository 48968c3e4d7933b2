package org.tallystick.jobs.source.kafka;

import java.util.Optional;
import org.apache.flink.table.data.StringData;
import org.apache.kafka.common.Uuid;
import org.tallystick.source.PartitionName;

/**
 * What events and archive call a topic.
 *
 * <p>A topic that was deleted and made anew counts its offsets from 0 again, while a position is
 * archived once. So the new one goes by {@code NAME@ID} there.
 *
 * @param text the topic's own name, or that of one that was made anew
 * @param id what Kafka tells it by from others of its name; empty if that is not known
 */
record TopicName(String text, Optional<String> id) {

    /** Of a topic that is the first of its name, as far as anybody knows. */
    static TopicName first(String topic, Optional<String> id) {
        return new TopicName(topic, id);
    }

    /** Of a topic that has taken the place of another. */
    static TopicName anew(String topic, String id) {
        return new TopicName(topic + "@" + id, Optional.of(id));
    }

    /** Brokers before 2.8 have no ids. */
    static Optional<String> id(Uuid id) {
        return id.equals(Uuid.ZERO_UUID) ? Optional.empty() : Optional.of(id.toString());
    }

    /** What the records of one of its partitions have in common. */
    PartitionName partition(int number) {
        return new PartitionName(
                StringData.fromString(text), number, id.map(StringData::fromString).orElse(null));
    }
}
