package org.tallystick.jobs.source.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives each reader a consumer, and tells it which messages may come again, once all readers have
 * said which those are. Its checkpoint is how many consumers there have been.
 */
final class QueueEnumerator implements SplitEnumerator<QueueSplit, Integer> {
    private final SplitEnumeratorContext<QueueSplit> context;
    private final boolean bounded;
    private final Map<Integer, Said> said = new HashMap<>();
    private final Set<Integer> welcomed = new HashSet<>();
    private final Deque<QueueSplit> returned = new ArrayDeque<>();
    private int consumers;

    /** What a reader has said. */
    private static final class Said {
        final List<BodyDigest> digests = new ArrayList<>();
        boolean isAll;
        boolean hasSplits;

        void add(Unsettled part) {
            digests.addAll(part.digests());
            isAll = part.isLast();
            hasSplits = part.hasSplits();
        }
    }

    /**
     * @param consumers how many there have been, in this run or in what an archive knows
     */
    QueueEnumerator(SplitEnumeratorContext<QueueSplit> context, boolean bounded, int consumers) {
        this.context = context;
        this.bounded = bounded;
        this.consumers = consumers;
    }

    @Override
    public void start() {
        // Everything begins with what the readers say.
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        said.computeIfAbsent(subtask, any -> new Said()).add((Unsettled) event);
        boolean all =
                IntStream.range(0, context.currentParallelism())
                        .allMatch(each -> said.containsKey(each) && said.get(each).isAll);
        if (all) {
            said.keySet().stream().filter(welcomed::add).forEach(this::welcome);
        }
    }

    private void welcome(int subtask) {
        var digests = said.values().stream().flatMap(each -> each.digests.stream()).toList();
        for (var part : Unsettled.of(digests, true)) {
            context.sendEventToSourceReader(subtask, part);
        }
        if (!said.get(subtask).hasSplits) {
            context.assignSplit(split(), subtask);
        }
        if (bounded) {
            context.signalNoMoreSplits(subtask);
        }
    }

    private QueueSplit split() {
        return returned.isEmpty() ? new QueueSplit(consumers++, 0, List.of()) : returned.poll();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        throw new IllegalStateException("no reader of a queue asks for splits");
    }

    /** A reader has failed; when it comes back, it says what may come again. */
    @Override
    public void addSplitsBack(List<QueueSplit> splits, int subtask) {
        returned.addAll(splits);
        said.remove(subtask);
        welcomed.remove(subtask);
    }

    @Override
    public void addReader(int subtask) {
        // It will say what may come again.
    }

    @Override
    public Integer snapshotState(long checkpoint) {
        return consumers;
    }

    @Override
    public void close() {
        // It holds nothing open.
    }
}
