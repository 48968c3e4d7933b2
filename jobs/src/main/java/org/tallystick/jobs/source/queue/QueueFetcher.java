package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Takes messages from a reader's consumers, in turn. */
final class QueueFetcher implements SplitReader<QueueMessage, QueueSplit> {
    private final Consumers consumers;
    private final boolean bounded;
    private final List<String> splits = new ArrayList<>();

    QueueFetcher(Consumers consumers, boolean bounded) {
        this.consumers = consumers;
        this.bounded = bounded;
    }

    @Override
    public RecordsWithSplitIds<QueueMessage> fetch() throws IOException {
        var records = new RecordsBySplits.Builder<QueueMessage>();
        for (var split : List.copyOf(splits)) {
            var consumer = consumers.connected(split);
            if (consumer.isPresent()) {
                fetch(split, consumer.get(), records);
            }
        }
        return records.build();
    }

    private void fetch(
            String split, QueueConsumer consumer, RecordsBySplits.Builder<QueueMessage> records)
            throws IOException {
        var messages = consumer.take();
        records.addAll(split, messages);
        if (bounded && messages.isEmpty() && consumer.isDrained()) {
            consumer.stop();
            records.addFinishedSplit(split);
            splits.remove(split);
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<QueueSplit> change) {
        change.splits().forEach(split -> splits.add(split.splitId()));
    }

    /** No fetch waits for longer than a moment. */
    @Override
    public void wakeUp() {}

    /** The consumers are the reader's, which may still acknowledge. */
    @Override
    public void close() {}
}
