package org.tallystick.jobs.source.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.source.PartitionName;

/**
 * Records that Kafka has removed before they were read.
 *
 * @param partition where
 * @param from the offset of the first
 * @param to the offset behind the last
 */
record LostRecords(TopicPartition partition, long from, long to) {

    /**
     * What partitions have lost that are to be read on from a known offset.
     *
     * @param consumer the properties of a consumer
     */
    static List<LostRecords> of(Collection<KafkaPartitionSplit> splits, Properties consumer)
            throws ExecutionException, InterruptedException {
        var lost = new ArrayList<LostRecords>();
        var read = splits.stream().filter(split -> split.getStartingOffset() >= 0).toList();
        if (read.isEmpty()) {
            return lost;
        }
        var earliest = new HashMap<TopicPartition, OffsetSpec>();
        read.forEach(split -> earliest.put(split.getTopicPartition(), OffsetSpec.earliest()));
        try (var admin = Admin.create(consumer)) {
            var first = admin.listOffsets(earliest).all().get();
            for (var split : read) {
                long from = split.getStartingOffset();
                long to = first.get(split.getTopicPartition()).offset();
                if (from < to) {
                    lost.add(new LostRecords(split.getTopicPartition(), from, to));
                }
            }
        }
        return lost;
    }

    /**
     * Why a run does not go on, and what to do.
     *
     * @param what which records
     */
    static String refusal(String what) {
        return "kafka source: %s are no longer there, Kafka has removed them before they were read: with 'on-gap: continue' in the source the run goes on behind them, and a reject stands for them"
                .formatted(what);
    }

    /** What to tell of them. */
    LossNotes.Note note(PartitionName name) {
        var what = this + " were removed before they were read";
        return new LossNotes.Note(partition, name, from, to - from, what);
    }

    @Override
    public String toString() {
        return "offsets %d to %d of %s".formatted(from, to - 1, partition);
    }
}
