package org.tallystick.jobs.source.kafka;

import java.io.Serializable;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.jobs.archive.Known;

/** What an archive holds of topics, each of which may have been deleted and made anew since. */
record KnownTopics(Known known) implements Serializable {

    /**
     * What the archive calls the topic of a partition that it may know.
     *
     * @param id the topic's, as Kafka has it now
     */
    TopicName name(TopicPartition partition, Optional<String> id) {
        return id.isPresent() && isOfAnother(partition, id.get())
                ? TopicName.anew(partition.topic(), id.get())
                : TopicName.first(partition.topic(), id);
    }

    /** Whether what the archive holds under the topic's own name is of one that was deleted. */
    private boolean isOfAnother(TopicPartition partition, String id) {
        var ids = old(partition).topicIds();
        return !ids.isEmpty() && !ids.contains(id);
    }

    /** Set where a topic has been made anew, and the archive has nothing of the new one yet. */
    Optional<MadeAnew> change(TopicPartition partition, Optional<String> id) {
        var name = name(partition, id);
        if (name.text().equals(partition.topic()) || ranges(partition, name).next().isPresent()) {
            return Optional.empty();
        }
        var old = old(partition);
        var before =
                TopicName.first(partition.topic(), old.topicIds().stream().sorted().findFirst());
        return Optional.of(new MadeAnew(partition, before, name, old.next().orElse(0)));
    }

    private Known.Ranges old(TopicPartition partition) {
        return ranges(partition, TopicName.first(partition.topic(), Optional.empty()));
    }

    /** What is known of a partition. */
    Known.Ranges ranges(TopicPartition partition, TopicName name) {
        return known.ranges(new Known.Partition(name.text(), partition.partition()));
    }
}
