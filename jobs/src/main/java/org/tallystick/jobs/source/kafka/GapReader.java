package org.tallystick.jobs.source.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.pipeline.SourceSpec.OnGap;

/**
 * Reads as another reader does, once it is sure that what it is to read is there: records that have
 * been removed meanwhile end the job, or are passed over, and then a reject stands for them.
 */
final class GapReader extends KafkaReader {
    private final KafkaRecords records;
    private final LossNotes notes;
    private final OnGap onGap;
    private final Properties consumer;

    /**
     * A reader around another.
     *
     * @param records what the other makes of records
     * @param notes what is lost, told here before anything is read
     * @param consumer the properties of a consumer
     */
    GapReader(
            SourceReader<RowData, KafkaPartitionSplit> inner,
            KafkaRecords records,
            LossNotes notes,
            OnGap onGap,
            Properties consumer) {
        super(inner);
        this.records = records;
        this.notes = notes;
        this.onGap = onGap;
        this.consumer = consumer;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        var ends = new HashMap<TopicPartition, Long>();
        for (var lost : lost(splits)) {
            if (onGap == OnGap.STOP) {
                throw new SuppressRestartsException(
                        new IllegalStateException(LostRecords.refusal(lost.toString())));
            }
            ends.put(lost.partition(), lost.to());
            notes.add(lost.note(records.name(lost.partition())));
        }
        var there = new ArrayList<KafkaPartitionSplit>();
        for (var split : splits) {
            var partition = split.getTopicPartition();
            there.add(ends.containsKey(partition) ? behind(split, ends.get(partition)) : split);
        }
        super.addSplits(there);
    }

    private List<LostRecords> lost(List<KafkaPartitionSplit> splits) {
        return KafkaAnswer.to("where its partitions begin", () -> LostRecords.of(splits, consumer));
    }

    private static KafkaPartitionSplit behind(KafkaPartitionSplit split, long start) {
        var end = split.getStoppingOffset().map(offset -> Math.max(start, offset));
        return new KafkaPartitionSplit(
                split.getTopicPartition(),
                start,
                end.orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        notes.tell(output);
        return super.pollNext(output);
    }
}
