package org.tallystick.jobs.source.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A topic that was deleted, and made anew under its name.
 *
 * @param partition one of its partitions
 * @param before the topic that was deleted
 * @param now the one that has taken its place
 * @param offset of the first record of the old one that was not read
 */
record MadeAnew(TopicPartition partition, TopicName before, TopicName now, long offset) {

    /** Why a run does not go on, and what to do. */
    String refusal() {
        return "kafka source: %s, and what was read so far was of the old one: with 'on-gap: continue' in the source the run reads the new one from its beginning, and a reject stands for what the old one still had"
                .formatted(this);
    }

    /** Why records of the old topic are missing. */
    String reason() {
        return "%s: what the old one had from offset %d on was not read".formatted(this, offset);
    }

    @Override
    public String toString() {
        return "topic %s was deleted and made anew, its id was %s and is %s"
                .formatted(partition.topic(), before.id().orElse("-"), now.id().orElse("-"));
    }
}
