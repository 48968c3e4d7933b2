package org.tallystick.source.clock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.tallystick.source.PermanentFailure;

/**
 * What the wrapped enumerator sees of the job: splits leave it with their clocks, which is that of
 * the split when it came back, or none yet.
 */
final class ClockedEnumeratorContext<SplitT extends SourceSplit>
        implements SplitEnumeratorContext<SplitT> {
    private final SplitEnumeratorContext<ClockedSplit<SplitT>> outer;
    private final boolean bounded;
    private final PermanentFailure permanent;
    private final Map<String, Long> clocks;
    private final Map<String, OptionalLong> returned = new HashMap<>();

    /** Readers that know that no more splits will come. */
    private final Set<Integer> told = new HashSet<>();

    /** Readers that know that all splits known so far have a reader. */
    private final Set<Integer> settled = new HashSet<>();

    private int unanswered;
    private boolean complete;

    /** Whether all that was asked at the beginning is answered. */
    private boolean discovered;

    /**
     * @param clocks those of splits that do not start at their partition's beginning
     * @param bounded whether the source has found all its splits once all that it asked is answered
     */
    ClockedEnumeratorContext(
            SplitEnumeratorContext<ClockedSplit<SplitT>> outer,
            boolean bounded,
            PermanentFailure permanent,
            Map<String, Long> clocks) {
        this.outer = outer;
        this.bounded = bounded;
        this.permanent = permanent;
        this.clocks = clocks;
    }

    /** A reader has registered, which knows nothing yet. */
    void forget(int subtask) {
        told.remove(subtask);
        settled.remove(subtask);
    }

    /** Tells a reader that it has all splits that are there for it now, once that is so. */
    void settle(int subtask) {
        if (discovered && !bounded && settled.add(subtask)) {
            outer.sendEventToSourceReader(subtask, new AllAssigned());
        }
    }

    /** Tells a reader that no more splits will come, if that is so and it does not know it. */
    void tell(int subtask) {
        if (complete && told.add(subtask)) {
            outer.signalNoMoreSplits(subtask);
        }
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
        return new ClockedSplit<>(split, clock == null ? start(split.splitId()) : clock);
    }

    private OptionalLong start(String split) {
        var clock = clocks.get(split);
        return clock == null ? OptionalLong.empty() : OptionalLong.of(clock);
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
        told.add(subtask);
        outer.signalNoMoreSplits(subtask);
    }

    /**
     * Calls, and where the source is bounded and has nothing else to ask, tells the readers so:
     * Kafka's enumerator forgets to where it finds no partition that it did not know, as after
     * every restore, and the job would never end (FLINK-31006).
     */
    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
        unanswered++;
        complete = false;
        outer.callAsync(
                call,
                (value, failure) -> {
                    answer(handler, value, failure);
                    unanswered--;
                    complete = bounded && unanswered == 0;
                    registeredReaders().keySet().forEach(this::tell);
                    settleAll(failure);
                });
    }

    @Override
    public <T> void callAsync(
            Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
        outer.callAsync(
                call,
                (value, failure) -> {
                    answer(handler, value, failure);
                    settleAll(failure);
                },
                delay,
                period);
    }

    private void settleAll(Throwable failure) {
        discovered |= failure == null && unanswered == 0;
        registeredReaders().keySet().forEach(this::settle);
    }

    private <T> void answer(BiConsumer<T, Throwable> handler, T value, Throwable failure) {
        if (failure != null) {
            permanent.check(failure);
        }
        handler.accept(value, failure);
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
