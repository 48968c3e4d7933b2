package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.table.data.RowData;
import org.tallystick.source.clock.ReaderWithHistory;

/**
 * Reads shards, and tells the enumerator which, and when one has ended. It holds on to one that has
 * ended, and so to the watermark, until the enumerator releases it.
 */
final class ShardReader
        extends SingleThreadMultiplexSourceReaderBase<ShardItem, RowData, ShardSplit, ShardCursor>
        implements ReaderWithHistory {
    private final Set<String> released;
    private final Map<String, ShardCursor> cursors = new HashMap<>();
    private final List<ShardSplit> untold = new ArrayList<>();
    private boolean started;

    /** What a reader is made of: its parts need what the reader tells the enumerator with. */
    private ShardReader(
            Function<Set<String>, SplitReader<ShardItem, ShardSplit>> shards,
            RecordEmitter<ShardItem, RowData, ShardCursor> rows,
            Set<String> released,
            SourceReaderContext context) {
        super(() -> shards.apply(released), rows, context.getConfiguration(), context);
        this.released = released;
    }

    /**
     * @param shards reads them, until they are released
     * @param rows makes rows of what they hold, and tells of their ends by {@link #ended}
     */
    static ShardReader of(
            Function<Set<String>, SplitReader<ShardItem, ShardSplit>> shards,
            RecordEmitter<ShardItem, RowData, ShardCursor> rows,
            SourceReaderContext context) {
        return new ShardReader(shards, rows, ConcurrentHashMap.newKeySet(), context);
    }

    /** Tells the enumerator that a shard has ended. */
    static void ended(ShardCursor cursor, SourceReaderContext context) {
        context.sendSourceEventToCoordinator(new ShardEnded(cursor.split()));
    }

    @Override
    public void start() {
        super.start();
        started = true;
        tell(untold);
        untold.clear();
    }

    @Override
    public void addSplits(List<ShardSplit> splits) {
        super.addSplits(splits);
        if (started) {
            tell(splits);
        } else {
            untold.addAll(splits);
        }
    }

    /** The enumerator takes the last event of a reader that has started for all there is to say. */
    private void tell(List<ShardSplit> splits) {
        splits.stream()
                .filter(ShardSplit::ended)
                .map(ShardEnded::new)
                .forEach(context::sendSourceEventToCoordinator);
        var read =
                splits.stream()
                        .filter(split -> !split.ended())
                        .map(split -> split.shard().id())
                        .collect(Collectors.toCollection(ArrayList::new));
        context.sendSourceEventToCoordinator(new ShardsRead(read));
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ShardReleased release) {
            released.add(release.splitId());
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public OptionalLong clock(String split, OptionalLong saved) {
        var cursor = cursors.get(split);
        cursor.clock(saved);
        return cursor.clock();
    }

    @Override
    protected ShardCursor initializedState(ShardSplit split) {
        var cursor = new ShardCursor(split);
        cursors.put(split.splitId(), cursor);
        return cursor;
    }

    @Override
    protected ShardSplit toSplitType(String splitId, ShardCursor cursor) {
        return cursor.split();
    }

    @Override
    protected void onSplitFinished(Map<String, ShardCursor> finished) {
        finished.keySet().forEach(cursors::remove);
    }
}
