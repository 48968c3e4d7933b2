package org.tallystick.jobs.source.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.clock.ReaderWithHistory;

/**
 * Reads as another reader does, as long as the topics are those that it began with: one that was
 * deleted and made anew ends the job, or is read from its beginning under a name of its own.
 *
 * <p>That is looked for when partitions are added, and at each checkpoint behind records: so no
 * checkpoint ever holds records of a new topic as if they were the old one's. One that is found
 * while the job runs makes it start again from the checkpoint before, if it is to go on.
 */
final class TopicReader extends KafkaReader implements ReaderWithHistory {
    private final KafkaRecords records;
    private final LossNotes notes;
    private final KnownTopics known;
    private final OnGap onGap;
    private final Properties consumer;
    private final Map<String, KafkaPartitionSplit> splits = new HashMap<>();
    private final Map<String, TopicName> names = new HashMap<>();
    private final Map<String, OptionalLong> clocks = new HashMap<>();
    private TopicIds topics;
    private boolean readSince;

    /**
     * @param inner tells the notes
     * @param records what the inner reader makes of records
     * @param known what is passed over because an archive holds it
     * @param consumer the properties of a consumer
     */
    TopicReader(
            SourceReader<RowData, KafkaPartitionSplit> inner,
            KafkaRecords records,
            LossNotes notes,
            KnownTopics known,
            OnGap onGap,
            Properties consumer) {
        super(inner);
        this.records = records;
        this.notes = notes;
        this.known = known;
        this.onGap = onGap;
        this.consumer = consumer;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
        var there = ask(added.stream().map(KafkaPartitionSplit::getTopic).toList());
        var read = new ArrayList<KafkaPartitionSplit>();
        for (var split : added) {
            var topic = Optional.ofNullable(there.get(split.getTopic()));
            add(split, topic).ifPresent(read::add);
        }
        super.addSplits(read);
    }

    /** What to read of a partition; empty if the new topic has none of its number. */
    private Optional<KafkaPartitionSplit> add(
            KafkaPartitionSplit split, Optional<TopicDescription> topic) {
        var partition = split.getTopicPartition();
        var id = topic.flatMap(each -> TopicName.id(each.topicId()));
        if (!(split instanceof TopicSplit saved) || saved.name().id().isEmpty()) {
            return Optional.of(begin(split, id));
        }
        var before = saved.name();
        if (id.isEmpty() || before.id().equals(id)) {
            return Optional.of(begin(split, before));
        }
        var now = TopicName.anew(partition.topic(), id.get());
        pass(new MadeAnew(partition, before, now, Math.max(0, split.getStartingOffset())));
        clocks.put(split.splitId(), OptionalLong.empty());
        return partition.partition() < topic.get().partitions().size()
                ? Optional.of(begin(fromBeginning(split), now))
                : Optional.empty();
    }

    /** A partition that nothing of was read before, or by a build that took no notice of ids. */
    private KafkaPartitionSplit begin(KafkaPartitionSplit split, Optional<String> id) {
        var partition = split.getTopicPartition();
        known.change(partition, id).ifPresent(this::pass);
        var name = known.name(partition, id);
        if (!name.text().equals(partition.topic())) {
            clocks.put(split.splitId(), known.ranges(partition, name).clock());
        }
        return begin(split, name);
    }

    private void pass(MadeAnew change) {
        if (onGap == OnGap.STOP) {
            throw new SuppressRestartsException(new IllegalStateException(change.refusal()));
        }
        var partition = change.partition();
        var name = change.before().partition(partition.partition());
        notes.add(new LossNotes.Note(partition, name, change.offset(), 0, change.reason()));
    }

    private KafkaPartitionSplit begin(KafkaPartitionSplit split, TopicName name) {
        splits.put(split.splitId(), split);
        names.put(split.splitId(), name);
        records.name(split.getTopicPartition(), name.partition(split.getPartition()));
        return split;
    }

    /** The end that it had was one of the old topic. */
    private KafkaPartitionSplit fromBeginning(KafkaPartitionSplit split) {
        var partition = split.getTopicPartition();
        long end =
                split.getStoppingOffset().isEmpty()
                        ? KafkaPartitionSplit.NO_STOPPING_OFFSET
                        : end(split);
        return new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET, end);
    }

    private long end(KafkaPartitionSplit split) {
        var partition = split.getTopicPartition();
        return KafkaAnswer.to(
                "where its partitions end",
                () -> KafkaEnds.of(topics.admin(), List.of(partition)).get(partition));
    }

    @Override
    public OptionalLong clock(String split, OptionalLong saved) {
        return clocks.getOrDefault(split, saved);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        try {
            var status = super.pollNext(output);
            readSince |= status == InputStatus.MORE_AVAILABLE;
            return status;
        } catch (RuntimeException e) {
            // The new topic may have fewer records than were read of the old one.
            if (ExceptionUtils.findThrowable(e, OffsetOutOfRangeException.class).isPresent()) {
                requireSameTopics();
            }
            throw e;
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        if (readSince) {
            requireSameTopics();
            readSince = false;
        }
        return super.snapshotState(checkpoint).stream()
                .<KafkaPartitionSplit>map(
                        split -> new TopicSplit(split, names.get(split.splitId())))
                .toList();
    }

    private void requireSameTopics() {
        var there = ask(splits.values().stream().map(KafkaPartitionSplit::getTopic).toList());
        for (var split : splits.values()) {
            var topic = there.get(split.getTopic());
            var before = names.get(split.splitId());
            if (topic != null && before.id().isPresent()) {
                var id = TopicName.id(topic.topicId());
                if (id.isPresent() && !id.equals(before.id())) {
                    fail(split, before, TopicName.anew(split.getTopic(), id.get()));
                }
            }
        }
    }

    private void fail(KafkaPartitionSplit split, TopicName before, TopicName now) {
        var change = new MadeAnew(split.getTopicPartition(), before, now, 0);
        if (onGap == OnGap.STOP) {
            throw new SuppressRestartsException(new IllegalStateException(change.refusal()));
        }
        throw new IllegalStateException(
                "kafka source: %s: the job starts again, and reads the new one".formatted(change));
    }

    private Map<String, TopicDescription> ask(Collection<String> wanted) {
        if (topics == null) {
            topics = new TopicIds(consumer);
        }
        return KafkaAnswer.to("which topics there are", () -> topics.of(wanted));
    }

    @Override
    public void close() throws Exception {
        if (topics != null) {
            topics.close();
        }
        super.close();
    }
}
