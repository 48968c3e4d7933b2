package org.tallystick.source.files;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.UserCodeClassLoader;
import org.tallystick.source.EventDecoder;

/**
 * A file, or the files directly in a folder, read line by line in the order of their names as one
 * partition by one reader; so clocks and lateness do not depend on chance.
 *
 * <p>Names that begin with a dot or an underscore are passed over; those that end in {@code .gz}
 * are unpacked. Lines end with LF or CR LF; a quoted CSV value cannot span lines. Blank lines are
 * no records, but have their number. A file that turns out damaged gives one reject and is left.
 *
 * <p>A row's {@code _topic} is the file's path as it is given here, {@code _partition} 0 and {@code
 * _offset} the line, from 0. The record's own timestamp is the time the file was written.
 *
 * <p>Without {@code watch} it reads what is there when it starts, and ends. With it, it looks again
 * each time it has read everything: a file is read once and as it is then, so move files in
 * complete; what is appended later is not seen. The names of the files read are kept in the
 * checkpoint for good.
 */
public final class FilesSource implements Source<RowData, FilesSplit, Boolean> {
    /** The name of the one partition. */
    public static final String PARTITION = FilesSplit.ID;

    private final Folder folder;

    /** Null to end with the last file; an Optional cannot be shipped to the workers. */
    private final Duration watch;

    private final EventDecoder decoder;
    private final HashMap<String, Long> known;

    /** All of a file or a folder. */
    public FilesSource(String path, Optional<Duration> watch, EventDecoder decoder) {
        this(path, watch, decoder, Map.of());
    }

    /**
     * What is new in a file or a folder.
     *
     * @param path a file or a folder on any Flink file system
     * @param watch how often to look for new files; empty to end with the last
     * @param known for files that need not be read from their beginning, by what their rows have
     *     for a topic: the first line that is new
     */
    public FilesSource(
            String path, Optional<Duration> watch, EventDecoder decoder, Map<String, Long> known) {
        this.folder = new Folder(path);
        this.watch = watch.orElse(null);
        this.decoder = decoder;
        this.known = new HashMap<>(known);
    }

    /**
     * When each file was written last, epoch ms, by what its rows have for a topic.
     *
     * @param path a file or a folder on any Flink file system
     */
    public static Map<String, Long> modificationTimes(String path) throws IOException {
        return new Folder(path).modificationTimes();
    }

    @Override
    public Boundedness getBoundedness() {
        return watch == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, FilesSplit> createReader(SourceReaderContext context)
            throws Exception {
        decoder.open(new ReaderContext(context.metricGroup(), context.getUserCodeClassLoader()));
        return new FilesReader(
                () ->
                        new FilesFetcher(
                                folder,
                                Optional.ofNullable(watch),
                                new RecordFiles(folder, decoder),
                                known),
                new LineEmitter(decoder, InstantSource.system()),
                context);
    }

    @Override
    public SplitEnumerator<FilesSplit, Boolean> createEnumerator(
            SplitEnumeratorContext<FilesSplit> context) {
        return new FilesEnumerator(context, false);
    }

    @Override
    public SplitEnumerator<FilesSplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<FilesSplit> context, Boolean assigned) {
        return new FilesEnumerator(context, assigned);
    }

    @Override
    public SimpleVersionedSerializer<FilesSplit> getSplitSerializer() {
        return new FilesSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new AssignedSerializer();
    }

    /** What a decoder is opened with in a reader. */
    private record ReaderContext(
            MetricGroup getMetricGroup, UserCodeClassLoader getUserCodeClassLoader)
            implements InitializationContext {}
}
