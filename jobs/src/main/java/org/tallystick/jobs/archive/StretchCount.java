package org.tallystick.jobs.archive;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.data.StringData;

/** A {@link Stretch} that grows with every record of its partition. */
final class StretchCount {
    private final Known.Partition partition;
    private final StringData topic;
    private final Optional<String> topicId;
    private final Map<String, Long> rejects = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long next = Long.MIN_VALUE;
    private long received;
    private long duplicates;
    private long skipped;
    private long fingerprint;
    private long clock = Long.MIN_VALUE;

    /**
     * @param topic the partition's topic as rows have it
     * @param topicId what tells the topic from others of its name
     */
    StretchCount(Known.Partition partition, StringData topic, Optional<String> topicId) {
        this.partition = partition;
        this.topic = topic;
        this.topicId = topicId;
    }

    boolean isOf(StringData otherTopic, int otherPartition) {
        return partition.number() == otherPartition && topic.equals(otherTopic);
    }

    /**
     * @param clockThen the partition's clock behind the event, epoch ms
     */
    void event(long offset, long identity, long clockThen) {
        receive(offset);
        fingerprint += identity;
        clock = Math.max(clock, clockThen);
    }

    void reject(long offset, String kind) {
        receive(offset);
        rejects.merge(kind, 1L, Long::sum);
    }

    /** A record that is passed over. */
    void skip(long offset) {
        reach(offset);
        skipped++;
    }

    private void receive(long offset) {
        reach(offset);
        received++;
    }

    private void reach(long offset) {
        first = Math.min(first, offset);
        next = Math.max(next, offset + 1);
    }

    /** A repeat, which was counted as an event where it came in. */
    void duplicate(long identity) {
        duplicates++;
        fingerprint -= identity;
    }

    /** A reject of an earlier run that has become an event, or a repeat. */
    void answer(String kind, long identity) {
        rejects.merge(kind, -1L, Long::sum);
        fingerprint += identity;
    }

    Stretch stretch() {
        return new Stretch(
                partition.topic(),
                partition.number(),
                first,
                next,
                received,
                duplicates,
                rejects,
                fingerprint,
                clock,
                skipped,
                topicId);
    }

    boolean isEmpty() {
        return received == 0 && duplicates == 0 && skipped == 0 && rejects.isEmpty();
    }
}
