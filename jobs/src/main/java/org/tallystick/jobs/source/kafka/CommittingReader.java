package org.tallystick.jobs.source.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads as Flink's reader of Kafka does, and has committed its offsets when it is closed behind a
 * checkpoint that was its last act: a savepoint to stop with, or the end of its input.
 *
 * <p>Flink's reader only asks for that, and is closed before it is done.
 */
final class CommittingReader extends KafkaReader {
    private final GroupOffsets group;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final TreeMap<Long, Map<TopicPartition, Long>> snapshots = new TreeMap<>();

    /** Of the newest completed checkpoint, if it is the newest that was begun. */
    private Map<TopicPartition, Long> last = Map.of();

    private boolean readSince;

    CommittingReader(SourceReader<RowData, KafkaPartitionSplit> inner, GroupOffsets group) {
        super(inner);
        this.group = group;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        var status = super.pollNext(output);
        if (status != InputStatus.END_OF_INPUT) {
            readSince = true;
        }
        return status;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        var splits = super.snapshotState(checkpoint);
        // A partition that was read to its end is no longer among them.
        var offsets = new HashMap<>(ends);
        splits.forEach(split -> offsets.put(split.getTopicPartition(), split.getStartingOffset()));
        offsets.values().removeIf(offset -> offset < 0);
        snapshots.put(checkpoint, offsets);
        last = Map.of();
        readSince = false;
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        if (!snapshots.isEmpty() && snapshots.lastKey() == checkpoint) {
            last = snapshots.get(checkpoint);
        }
        snapshots.headMap(checkpoint, true).clear();
        super.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        snapshots.remove(checkpoint);
        super.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (!readSince && !last.isEmpty()) {
            group.commit(last);
        }
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (var split : splits) {
            split.getStoppingOffset().ifPresent(end -> ends.put(split.getTopicPartition(), end));
        }
        super.addSplits(splits);
    }
}
