package org.tallystick.source.clock;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;

/** A reader's way out, one {@link ClockedOutput} for each of its partitions. */
final class ClockedReaderOutput implements ReaderOutput<RowData> {
    private final ReaderOutput<RowData> inner;
    private final Map<String, WatchedClock> clocks;
    private final EventLayout layout;
    private final Map<String, ClockedOutput> outputs = new HashMap<>();

    /**
     * @param clocks those of the reader's partitions, by split id
     */
    ClockedReaderOutput(
            ReaderOutput<RowData> inner, Map<String, WatchedClock> clocks, EventLayout layout) {
        this.inner = inner;
        this.clocks = clocks;
        this.layout = layout;
    }

    boolean isAround(ReaderOutput<RowData> output) {
        return inner == output;
    }

    @Override
    public SourceOutput<RowData> createOutputForSplit(String splitId) {
        var known = outputs.get(splitId);
        if (known != null) {
            return known;
        }
        var made =
                new ClockedOutput(inner.createOutputForSplit(splitId), clocks.get(splitId), layout);
        outputs.put(splitId, made);
        return made;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        outputs.remove(splitId);
        clocks.remove(splitId).watch().end();
        inner.releaseOutputForSplit(splitId);
    }

    @Override
    public void collect(RowData row) {
        onlyPartition().collect(row);
    }

    @Override
    public void collect(RowData row, long timestamp) {
        onlyPartition().collect(row, timestamp);
    }

    private SourceOutput<RowData> onlyPartition() {
        if (clocks.size() != 1) {
            throw new IllegalStateException(
                    "a row without its partition, while reading " + clocks.keySet());
        }
        return createOutputForSplit(clocks.keySet().iterator().next());
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        inner.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        inner.markIdle();
    }

    @Override
    public void markActive() {
        inner.markActive();
    }
}
