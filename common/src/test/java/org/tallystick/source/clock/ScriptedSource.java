package org.tallystick.source.clock;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;

/** Partitions whose event times are given, read in a random interleaving; null is a reject. */
final class ScriptedSource implements Source<RowData, ScriptedSource.Partition, Integer> {
    private final List<List<Long>> partitions;
    private final EventLayout layout;
    private final Random random;

    ScriptedSource(List<List<Long>> partitions, EventLayout layout, Random random) {
        this.partitions = partitions;
        this.layout = layout;
        this.random = random;
    }

    /** A partition and the offset that is next. */
    record Partition(int number, int next) implements SourceSplit {
        @Override
        public String splitId() {
            return "partition-" + number;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RowData, Partition> createReader(SourceReaderContext context) {
        return new Reader();
    }

    @Override
    public SplitEnumerator<Partition, Integer> createEnumerator(
            SplitEnumeratorContext<Partition> context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SplitEnumerator<Partition, Integer> restoreEnumerator(
            SplitEnumeratorContext<Partition> context, Integer checkpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SimpleVersionedSerializer<Partition> getSplitSerializer() {
        return new PartitionSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        throw new UnsupportedOperationException();
    }

    private static final class PartitionSerializer implements SimpleVersionedSerializer<Partition> {
        @Override
        public int getVersion() {
            return 7;
        }

        @Override
        public byte[] serialize(Partition partition) {
            return ByteBuffer.allocate(8).putInt(partition.number).putInt(partition.next).array();
        }

        @Override
        public Partition deserialize(int version, byte[] serialized) {
            var in = ByteBuffer.wrap(serialized);
            return version == 7 ? new Partition(in.getInt(), in.getInt()) : null;
        }
    }

    private final class Reader implements SourceReader<RowData, Partition> {
        private final List<Partition> mine = new ArrayList<>();

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<RowData> output) {
            var unread =
                    IntStream.range(0, mine.size())
                            .filter(i -> mine.get(i).next < script(mine.get(i)).size())
                            .toArray();
            if (unread.length == 0) {
                return InputStatus.END_OF_INPUT;
            }
            int chosen = unread[random.nextInt(unread.length)];
            var partition = mine.get(chosen);
            output.createOutputForSplit(partition.splitId()).collect(row(partition), -5);
            mine.set(chosen, new Partition(partition.number, partition.next + 1));
            return InputStatus.MORE_AVAILABLE;
        }

        private RowData row(Partition partition) {
            var row = new GenericRowData(layout.width());
            row.setField(layout.partition(), partition.number);
            row.setField(layout.offset(), (long) partition.next);
            row.setField(layout.time(), script(partition).get(partition.next));
            return row;
        }

        private List<Long> script(Partition partition) {
            return partitions.get(partition.number);
        }

        @Override
        public List<Partition> snapshotState(long checkpoint) {
            return List.copyOf(mine);
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<Partition> splits) {
            mine.addAll(splits);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {}

        @Override
        public void close() {}
    }
}
