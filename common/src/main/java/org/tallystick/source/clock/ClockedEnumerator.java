package org.tallystick.source.clock;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;

/** Enumerates as the wrapped enumerator does; its checkpoints are the wrapped one's. */
final class ClockedEnumerator<SplitT extends SourceSplit, EnumT>
        implements SplitEnumerator<ClockedSplit<SplitT>, EnumT> {
    private final SplitEnumerator<SplitT, EnumT> inner;
    private final ClockedEnumeratorContext<SplitT> context;

    ClockedEnumerator(
            SplitEnumerator<SplitT, EnumT> inner, ClockedEnumeratorContext<SplitT> context) {
        this.inner = inner;
        this.context = context;
    }

    @Override
    public void start() {
        inner.start();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        inner.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<ClockedSplit<SplitT>> splits, int subtask) {
        context.keep(splits);
        inner.addSplitsBack(splits.stream().map(ClockedSplit::inner).toList(), subtask);
    }

    @Override
    public void addReader(int subtask) {
        context.forget(subtask);
        inner.addReader(subtask);
        context.tell(subtask);
        context.settle(subtask);
    }

    @Override
    public EnumT snapshotState(long checkpoint) throws Exception {
        return inner.snapshotState(checkpoint);
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
    public void handleSourceEvent(int subtask, SourceEvent event) {
        inner.handleSourceEvent(subtask, event);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
