package org.tallystick.jobs.source.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader of a {@link QueueSource}: Flink's, which begins when it knows what may come again, and
 * acknowledges what complete checkpoints have.
 */
final class QueueReader
        extends SingleThreadMultiplexSourceReaderBase<QueueMessage, RowData, QueueSplit, Progress> {
    private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

    private final Consumers consumers;
    private final Acknowledging acknowledging;
    private final ToBeExpected expected;
    private final Map<Integer, Long> positions;
    private final Map<String, Progress> progress = new HashMap<>();

    /** Splits that wait for what may come again. */
    private final List<QueueSplit> waiting = new ArrayList<>();

    private boolean welcome;

    /**
     * @param positions behind which an archive knows no message, by number of the consumer
     */
    QueueReader(
            Supplier<SplitReader<QueueMessage, QueueSplit>> fetcher,
            RecordEmitter<QueueMessage, RowData, Progress> emitter,
            Consumers consumers,
            ToBeExpected expected,
            Map<Integer, Long> positions,
            SourceReaderContext context) {
        super(fetcher, emitter, context.getConfiguration(), context);
        this.consumers = consumers;
        this.acknowledging = new Acknowledging(consumers);
        this.expected = expected;
        this.positions = positions;
    }

    @Override
    public void start() {
        var digests = waiting.stream().flatMap(split -> split.unsettled().stream()).toList();
        Unsettled.of(digests, !waiting.isEmpty()).forEach(context::sendSourceEventToCoordinator);
    }

    @Override
    public void addSplits(List<QueueSplit> splits) {
        splits.forEach(split -> waiting.add(behind(split)));
        begin();
    }

    /**
     * A savepoint may be older than the archive: what came since is not in the queue any more, and
     * what comes now is something else, which must not have its positions.
     */
    private QueueSplit behind(QueueSplit split) {
        long known = positions.getOrDefault(split.number(), 0L);
        if (split.next() >= known) {
            return split;
        }
        LOG.warn(
                "The archive holds {} messages of {} that came after this savepoint: windows go without them until 'reprocess --mode correct' publishes them",
                known - split.next(),
                split.splitId());
        return new QueueSplit(split.number(), known, split.unsettled());
    }

    private void begin() {
        if (welcome && !waiting.isEmpty()) {
            super.addSplits(List.copyOf(waiting));
            waiting.clear();
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof Unsettled unsettled) {
            expected.add(unsettled.digests());
            welcome = unsettled.isLast();
            begin();
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        acknowledging.check();
        return super.pollNext(output);
    }

    @Override
    protected Progress initializedState(QueueSplit split) {
        var begun = new Progress(split);
        progress.put(split.splitId(), begun);
        return begun;
    }

    @Override
    protected QueueSplit toSplitType(String id, Progress state) {
        return state.split();
    }

    /**
     * What was taken of them is acknowledged with the next checkpoint like all else. That does not
     * have what may come again of them: a run that fails behind it takes that twice.
     */
    @Override
    protected void onSplitFinished(Map<String, Progress> finished) {}

    @Override
    public List<QueueSplit> snapshotState(long checkpoint) {
        acknowledging
                .confirmed()
                .ifPresent(settled -> progress.values().forEach(each -> each.settle(settled)));
        var receipts = new HashMap<String, List<Object>>();
        progress.forEach((split, each) -> receipts.put(split, each.begin(checkpoint)));
        acknowledging.begin(checkpoint, receipts);
        var splits = new ArrayList<>(super.snapshotState(checkpoint));
        splits.addAll(waiting);
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        super.notifyCheckpointComplete(checkpoint);
        acknowledging.complete(checkpoint);
    }

    @Override
    public void close() throws Exception {
        consumers.stop();
        try {
            acknowledging.close();
            super.close();
        } finally {
            consumers.close();
        }
    }
}
