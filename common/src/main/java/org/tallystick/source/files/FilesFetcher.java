package org.tallystick.source.files;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What a line takes besides its bytes, about. */
    private static final int LINE_BYTES = 64;

    private final Folder folder;
    private final Optional<Duration> watch;
    private final RecordFiles files;
    private final Map<String, Long> known;
    private final FilesToRead toRead;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private Optional<FilesSplit> start = Optional.empty();
    private boolean looked;
    private OpenFile file;

    /** Lines of the file before this are passed over. */
    private long firstNew;

    /** Null between two files. */
    private Records lines;

    FilesFetcher(
            Folder folder,
            Optional<Duration> watch,
            FilesToRead toRead,
            RecordFiles files,
            Map<String, Long> known) {
        this.folder = folder;
        this.watch = watch;
        this.toRead = toRead;
        this.files = files;
        this.known = known;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<FilesSplit> change) {
        start = Optional.of(change.splits().get(0));
    }

    @Override
    public RecordsWithSplitIds<Line> fetch() throws IOException {
        start.ifPresent(toRead::resume);
        start = Optional.empty();
        var batch = new ArrayList<Line>();
        long size = 0;
        while (size < BATCH_BYTES && (lines != null || open())) {
            size += read(batch);
        }
        return size == 0 ? nothing() : LineBatch.of(batch);
    }

    /** Opens the next file; false where there is none. */
    private boolean open() throws IOException {
        if (toRead.isEmpty() && (watch.isPresent() || !looked)) {
            looked = true;
            toRead.look();
        }
        var next = toRead.next();
        if (next.isPresent()) {
            open(next.get());
        }
        return next.isPresent();
    }

    private void open(FilesSplit.Place place) throws IOException {
        file = folder.file(place.name());
        firstNew = known.getOrDefault(file.topic().toString(), 0L);
        lines =
                toRead.isShortened(file)
                        ? new ShortenedFile(file, place)
                        : files.open(file, place.position(), place.line());
    }

    /** Reads a line, and answers about how many bytes it takes. */
    private long read(List<Line> batch) throws IOException {
        var place = lines.place();
        var line = lines.next();
        if (lines.isCutShort() && toRead.mayGrow(file.name())) {
            end(batch, new FilesSplit.End(place, file.length(), true));
            return LINE_BYTES;
        }
        if (line == null) {
            end(batch, new FilesSplit.End(lines.place(), file.length(), false));
            return LINE_BYTES;
        }
        if (line.number() >= firstNew) {
            batch.add(line);
        }
        return (long) line.bytes().length + LINE_BYTES;
    }

    private void end(List<Line> batch, FilesSplit.End end) throws IOException {
        batch.add(Line.endOf(file, end));
        toRead.ended(end);
        closeFile();
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
