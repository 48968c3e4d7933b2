package org.tallystick.source.files;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads file after file in a thread of its own, ahead of the one that decodes. */
final class FilesFetcher implements SplitReader<Line, FilesSplit> {
    /** Enough that handing over a batch costs nothing, little enough to be held three times. */
    private static final int BATCH_BYTES = 1 << 18;

    private final Folder folder;
    private final Optional<Duration> watch;
    private final RecordFiles files;
    private final Map<String, Long> known;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final Set<String> taken = new HashSet<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private Optional<FilesSplit> start = Optional.empty();
    private boolean listed;
    private OpenFile file;

    /** Lines of the file before this are passed over. */
    private long firstNew;

    private Records lines;

    FilesFetcher(
            Folder folder, Optional<Duration> watch, RecordFiles files, Map<String, Long> known) {
        this.folder = folder;
        this.watch = watch;
        this.files = files;
        this.known = known;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<FilesSplit> change) {
        start = Optional.of(change.splits().get(0));
    }

    @Override
    public RecordsWithSplitIds<Line> fetch() throws IOException {
        if (start.isPresent()) {
            resume(start.get());
            start = Optional.empty();
        }
        if (lines == null && waiting.isEmpty()) {
            list();
        }
        if (lines == null && !waiting.isEmpty()) {
            return open(waiting.remove(), 0, 0);
        }
        return lines == null ? nothing() : batch();
    }

    private void resume(FilesSplit split) throws IOException {
        taken.addAll(split.done());
        if (split.current().isPresent()) {
            var place = split.current().get();
            taken.add(place.name());
            open(place.name(), place.position(), place.line());
        }
    }

    private void list() throws IOException {
        if (watch.isEmpty() && listed) {
            return;
        }
        listed = true;
        folder.names().stream().filter(taken::add).forEach(waiting::add);
    }

    private LineBatch open(String name, long position, long number) throws IOException {
        file = folder.file(name);
        firstNew = known.getOrDefault(file.topic().toString(), 0L);
        lines = files.open(file, position, number);
        return LineBatch.of(List.of());
    }

    private LineBatch batch() throws IOException {
        var batch = new ArrayList<Line>();
        long size = 0;
        while (size < BATCH_BYTES) {
            var line = lines.next();
            if (line == null) {
                batch.add(Line.endOf(file));
                closeFile();
                break;
            }
            if (line.number() >= firstNew) {
                batch.add(line);
            }
            size += line.bytes().length + 64;
        }
        return LineBatch.of(batch);
    }

    private LineBatch nothing() {
        if (watch.isEmpty()) {
            return LineBatch.end();
        }
        try {
            wakeUps.poll(watch.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return LineBatch.of(List.of());
    }

    @Override
    public void wakeUp() {
        wakeUps.offer(true);
    }

    private void closeFile() throws IOException {
        lines.close();
        lines = null;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            closeFile();
        }
    }
}
