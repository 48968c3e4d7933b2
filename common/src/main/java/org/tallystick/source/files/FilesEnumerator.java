package org.tallystick.source.files;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives the one split to the first reader; its checkpoint is whether it has. */
final class FilesEnumerator implements SplitEnumerator<FilesSplit, Boolean> {
    private final SplitEnumeratorContext<FilesSplit> context;
    private Optional<FilesSplit> split;

    FilesEnumerator(SplitEnumeratorContext<FilesSplit> context, boolean assigned) {
        this.context = context;
        this.split = assigned ? Optional.empty() : Optional.of(FilesSplit.START);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {
        throw new IllegalStateException("reader " + subtask + " asks for a split");
    }

    @Override
    public void addSplitsBack(List<FilesSplit> splits, int subtask) {
        // Flink also calls this with none, for a reader that had not got its split yet.
        split = splits.stream().findFirst().or(() -> split);
    }

    @Override
    public void addReader(int subtask) {
        split.ifPresent(each -> context.assignSplit(each, subtask));
        split = Optional.empty();
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public Boolean snapshotState(long checkpoint) {
        return split.isEmpty();
    }

    @Override
    public void close() throws IOException {}
}
