package org.tallystick.jobs.source.files;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.PartitionNaming;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.RawRecord;
import org.tallystick.source.files.FilesSample;
import org.tallystick.source.files.FilesSource;

/** Files as a pipeline specifies them: one partition, in the order of their names. */
record EventFiles(SourceSpec.Files spec) implements ConnectedSource {

    @Override
    public SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start) {
        requireThere(start.bounded());
        var watch = start.bounded() ? Optional.<Duration>empty() : spec.watch();
        var known = KnownFiles.nextLines(start.skip());
        var source = new FilesSource(spec.path(), watch, decoder, known);
        if (watch.isEmpty() && !start.resumed() && known.isEmpty()) {
            checkHead(source);
        }
        return new SourceStream<>(
                source, PermanentFailure.NONE, file -> FilesSource.PARTITION, true);
    }

    /** Where files go on coming, one that does not fit must not keep a run from starting again. */
    private static void checkHead(FilesSource source) {
        try {
            source.headProblem()
                    .ifPresent(
                            problem -> {
                                throw new IllegalArgumentException("the files source: " + problem);
                            });
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the files source cannot read a file's beginning: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException, IOException {
        requireThere(false);
        return KnownFiles.compare(spec, known, skip);
    }

    /** Said here, it is one line; said by a reader, it is a job that restarts for ever. */
    private void requireThere(boolean bounded) {
        var missing = missing(bounded);
        if (missing.isPresent()) {
            throw new IllegalArgumentException(missing.get());
        }
    }

    @Override
    public Optional<String> missing(boolean bounded) {
        try {
            return FilesSource.missing(spec.path(), !bounded && spec.watch().isPresent());
        } catch (IOException e) {
            return Optional.of(
                    "the files source cannot look at %s: %s"
                            .formatted(spec.path(), e.getMessage()));
        }
    }

    /** All files have one clock. */
    @Override
    public OptionalLong slowestClock(Known known) {
        return known.seenUntil().stream().mapToLong(until -> until - 1).findFirst();
    }

    @Override
    public PartitionNaming naming() {
        return PartitionNaming.FILES;
    }

    @Override
    public Trial trial() {
        return Trial.of("source files " + spec.path(), this::look);
    }

    private String look() throws Exception {
        var missing = FilesSource.missing(spec.path(), true);
        if (missing.isPresent()) {
            throw new TrialException(missing.get());
        }
        return "%,d file(s)".formatted(FilesSource.modificationTimes(spec.path()).size());
    }

    @Override
    public boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws Exception {
        var first = new First(limit, records);
        new FilesSample(spec.path()).read(decoder, first);
        return first.more;
    }

    /** Hands so many on, and looks at one behind them. */
    private static final class First implements Predicate<RawRecord> {
        private final Consumer<RawRecord> records;
        private long left;
        private boolean more;

        First(long limit, Consumer<RawRecord> records) {
            this.records = records;
            left = limit;
        }

        @Override
        public boolean test(RawRecord record) {
            more = left == 0;
            if (!more) {
                left--;
                records.accept(record);
            }
            return !more;
        }
    }

    @Override
    public SourceSpec beside() {
        return spec;
    }

    @Override
    public Optional<Problem> readsOutputOf(SinkSpec sink) {
        return sink.folders().entrySet().stream()
                .filter(
                        folder ->
                                FilesSource.reads(address(spec.path()), address(folder.getValue())))
                .map(Map.Entry::getKey)
                .map(EventFiles::clash)
                .findFirst();
    }

    private static Problem clash(String key) {
        return new Problem(
                key,
                "the source reads this folder, so that results would come in as events",
                Optional.of("choose one beside it, or one whose name begins with an underscore"));
    }

    /** However a local path is written. */
    private static String address(String path) {
        return new SinkSpec.Files(path).target().address();
    }
}
