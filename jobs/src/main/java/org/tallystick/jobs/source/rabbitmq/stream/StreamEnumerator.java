package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.text.Secrets;

/**
 * Finds out where a stream begins, and gives it to one reader; its checkpoint is whether it has.
 */
final class StreamEnumerator implements SplitEnumerator<StreamSplit, Boolean> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEnumerator.class);

    /** Between two attempts to ask the broker. */
    private static final long PERIOD_MILLIS = 2_000;

    private final SplitEnumeratorContext<StreamSplit> context;
    private final StreamStart start;
    private final boolean bounded;

    /** Readers that know that no more will come. */
    private final Set<Integer> told = new HashSet<>();

    private Optional<StreamSplit> split = Optional.empty();
    private boolean assigned;

    /** Whether it is known where the stream is read from. */
    private volatile boolean known;

    /**
     * @param start where the stream is read from
     * @param bounded whether readers without it have nothing to wait for
     * @param assigned whether a reader has it
     */
    StreamEnumerator(
            SplitEnumeratorContext<StreamSplit> context,
            StreamStart start,
            boolean bounded,
            boolean assigned) {
        this.context = context;
        this.start = start;
        this.bounded = bounded;
        this.assigned = assigned;
        this.known = assigned;
    }

    @Override
    public void start() {
        context.callAsync(this::find, this::found, 0, PERIOD_MILLIS);
    }

    /** In another thread, and only until it is known. */
    private Optional<StreamSplit> find() throws IOException {
        return known ? Optional.empty() : Optional.of(start.split());
    }

    private void found(Optional<StreamSplit> found, Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "It is asked again where stream {} begins: {}",
                    start.stream(),
                    Secrets.mask(failure.toString()));
        } else if (found.isPresent() && !known) {
            known = true;
            split = found;
            assign();
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        throw new IllegalStateException("reader " + subtask + " asks for a split");
    }

    @Override
    public void addSplitsBack(List<StreamSplit> splits, int subtask) {
        // Flink also calls this with none, for a reader that had not got its split yet.
        splits.stream()
                .findFirst()
                .ifPresent(
                        back -> {
                            split = Optional.of(back);
                            assigned = false;
                        });
    }

    @Override
    public void addReader(int subtask) {
        told.remove(subtask);
        assign();
    }

    private void assign() {
        var readers = context.registeredReaders().keySet();
        if (split.isPresent() && !readers.isEmpty()) {
            context.assignSplit(split.get(), readers.iterator().next());
            split = Optional.empty();
            assigned = true;
        }
        if (bounded && assigned) {
            readers.stream().filter(told::add).forEach(context::signalNoMoreSplits);
        }
    }

    @Override
    public Boolean snapshotState(long checkpoint) {
        return assigned;
    }

    @Override
    public void close() {
        // It holds nothing open.
    }
}
