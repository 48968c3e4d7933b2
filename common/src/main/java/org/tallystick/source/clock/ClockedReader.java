package org.tallystick.source.clock;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.flink.JobMetrics;
import org.tallystick.flink.Observers;
import org.tallystick.source.PermanentFailure;

/** Reads as the wrapped reader does, and keeps a clock for each of its partitions. */
final class ClockedReader<SplitT extends SourceSplit>
        implements SourceReader<RowData, ClockedSplit<SplitT>> {
    private final SourceReader<RowData, SplitT> inner;
    private final EventLayout layout;
    private final PermanentFailure permanent;
    private final MetricGroup metrics;
    private final Deadlines deadlines;
    private final ClockWatch.Figures figures;
    private final Map<String, WatchedClock> clocks = new HashMap<>();
    private ClockedReaderOutput output;
    private boolean settled;

    ClockedReader(
            SourceReader<RowData, SplitT> inner,
            EventLayout layout,
            Deadlines deadlines,
            PermanentFailure permanent,
            MetricGroup metrics) {
        this.inner = inner;
        this.metrics = metrics;
        this.deadlines = deadlines;
        this.figures = ClockWatch.Figures.of(metrics);
        this.layout = layout;
        this.permanent = permanent;
    }

    @Override
    public void start() {
        inner.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> out) throws Exception {
        if (output == null || !output.isAround(out)) {
            output = new ClockedReaderOutput(out, clocks, layout);
            idleIfUnused();
        }
        try {
            return inner.pollNext(output);
        } catch (Exception e) {
            permanent.check(e);
            throw e;
        }
    }

    @Override
    public List<ClockedSplit<SplitT>> snapshotState(long checkpoint) {
        Observers.checkpointed(metrics, checkpoint);
        return inner.snapshotState(checkpoint).stream()
                .map(each -> new ClockedSplit<>(each, clocks.get(each.splitId()).clock().time()))
                .toList();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return inner.isAvailable();
    }

    @Override
    public void addSplits(List<ClockedSplit<SplitT>> splits) {
        inner.addSplits(splits.stream().map(ClockedSplit::inner).toList());
        splits.forEach(this::start);
    }

    private void start(ClockedSplit<SplitT> split) {
        var saved = split.clock();
        var clock =
                new PartitionClock(
                        inner instanceof ReaderWithHistory reader
                                ? reader.clock(split.splitId(), saved)
                                : saved);
        var watch = new ClockWatch(split.splitId(), clock, deadlines, layout, figures);
        clocks.put(split.splitId(), new WatchedClock(clock, watch));
        JobMetrics.partitionClock(metrics, split.splitId(), clock::column);
    }

    @Override
    public void notifyNoMoreSplits() {
        inner.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof AllAssigned) {
            settled = true;
            idleIfUnused();
        } else {
            inner.handleSourceEvents(event);
        }
    }

    /** A reader that gets no partition need not wait for the idle timeout to find out. */
    private void idleIfUnused() {
        if (settled && clocks.isEmpty() && output != null) {
            output.markIdle();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        inner.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        inner.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        inner.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        clocks.values().forEach(each -> each.watch().end());
        inner.close();
    }
}
