package org.tallystick.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * What the wrapped enumerator sees of the job: splits leave it with their clocks, which is that of
 * the split when it came back, or none yet.
 */
final class ClockedEnumeratorContext<SplitT extends SourceSplit>
        implements SplitEnumeratorContext<SplitT> {
    private final SplitEnumeratorContext<ClockedSplit<SplitT>> outer;
    private final Map<String, OptionalLong> returned = new HashMap<>();

    ClockedEnumeratorContext(SplitEnumeratorContext<ClockedSplit<SplitT>> outer) {
        this.outer = outer;
    }

    /** Remembers the clocks of splits that a failed reader gave back. */
    void keep(List<ClockedSplit<SplitT>> splits) {
        splits.forEach(each -> returned.put(each.splitId(), each.clock()));
    }

    @Override
    public void assignSplits(SplitsAssignment<SplitT> splits) {
        outer.assignSplits(
                new SplitsAssignment<>(
                        splits.assignment().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                each -> clocked(each.getValue())))));
    }

    private List<ClockedSplit<SplitT>> clocked(List<SplitT> splits) {
        return splits.stream().map(this::clocked).toList();
    }

    private ClockedSplit<SplitT> clocked(SplitT split) {
        var clock = returned.remove(split.splitId());
        return new ClockedSplit<>(split, clock == null ? OptionalLong.empty() : clock);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return outer.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        outer.sendEventToSourceReader(subtask, event);
    }

    @Override
    public void sendEventToSourceReader(int subtask, int attempt, SourceEvent event) {
        outer.sendEventToSourceReader(subtask, attempt, event);
    }

    @Override
    public int currentParallelism() {
        return outer.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return outer.registeredReaders();
    }

    @Override
    public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
        return outer.registeredReadersOfAttempts();
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        outer.signalNoMoreSplits(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
        outer.callAsync(call, handler);
    }

    @Override
    public <T> void callAsync(
            Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
        outer.callAsync(call, handler, delay, period);
    }

    @Override
    public void runInCoordinatorThread(Runnable task) {
        outer.runInCoordinatorThread(task);
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
        outer.setIsProcessingBacklog(isProcessingBacklog);
    }
}
