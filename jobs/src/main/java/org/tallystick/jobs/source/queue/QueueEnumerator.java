package org.tallystick.jobs.source.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Map<Integer, Long> positions;
    private final boolean bounded;
    private final Map<Integer, Unsettled> told = new HashMap<>();
    private final Set<Integer> welcomed = new HashSet<>();
    private final Deque<QueueSplit> returned = new ArrayDeque<>();
    private int consumers;

    /**
     * @param positions at which consumers go on of which an archive knows messages, by number
     * @param consumers how many there have been
     */
    QueueEnumerator(
            SplitEnumeratorContext<QueueSplit> context,
            Map<Integer, Long> positions,
            boolean bounded,
            int consumers) {
        this.context = context;
        this.positions = positions;
        this.bounded = bounded;
        this.consumers = consumers;
    }

    @Override
    public void start() {
        // Everything begins with what the readers say.
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        told.put(subtask, (Unsettled) event);
        if (told.keySet().containsAll(readers())) {
            told.keySet().stream().filter(welcomed::add).forEach(this::welcome);
        }
    }

    /** Those who will say something: where there is an end, some may have come to theirs before. */
    private Set<Integer> readers() {
        return bounded
                ? context.registeredReaders().keySet()
                : IntStream.range(0, context.currentParallelism())
                        .boxed()
                        .collect(Collectors.toSet());
    }

    private void welcome(int subtask) {
        context.sendEventToSourceReader(subtask, Unsettled.ofAll(told.values()));
        if (!told.get(subtask).hasSplits()) {
            context.assignSplit(split(), subtask);
        }
        if (bounded) {
            context.signalNoMoreSplits(subtask);
        }
    }

    private QueueSplit split() {
        if (!returned.isEmpty()) {
            return returned.poll();
        }
        int number = consumers++;
        return new QueueSplit(number, positions.getOrDefault(number, 0L), List.of());
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        throw new IllegalStateException("no reader of a queue asks for splits");
    }

    /** A reader has failed; when it comes back, it says what may come again. */
    @Override
    public void addSplitsBack(List<QueueSplit> splits, int subtask) {
        returned.addAll(splits);
        told.remove(subtask);
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
