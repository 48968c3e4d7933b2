package org.tallystick.source.files;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.tallystick.source.AssignedSerializer;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.ReaderInitialization;

/**
 * A file, or the files of a folder and the folders in it, read line by line in the order of their
 * names as one partition by one reader; so clocks and lateness do not depend on chance.
 *
 * <p>Names that begin with a dot or an underscore are passed over, of folders too. Numbers in names
 * go by their value. What is packed with gzip, zstd or bzip2, whatever its name, is unpacked.
 * Records are as their format has them, as a rule lines, ended by LF, CR LF or CR; blank ones are
 * no records, but have their number. A file that turns out damaged gives one reject of its own kind
 * and is left.
 *
 * <p>A row's {@code _topic} is the file's path as it is given here, {@code _partition} 0 and {@code
 * _offset} the number of the line or, where records may take several lines, of the record, from 0.
 * The record's own timestamp is the time the file was written.
 *
 * <p>Without {@code watch} it reads what is there when it starts, and ends. With it, it looks again
 * each time it has read everything, for new files and for what was written on to files that it
 * knows. A line without an end is then waited for: for ten times {@code watch} and a minute at
 * least, counted from when the file was last found to have grown.
 *
 * <p>The names of the files read are kept in the checkpoint for good, packed; of the last thousand
 * also how far they were read. If an older one grows while no job runs, that is not seen.
 */
public final class FilesSource implements Source<RowData, FilesSplit, Boolean> {
    /** The name of the one partition. */
    public static final String PARTITION = FilesSplit.ID;

    /** How long who writes a line may leave it half. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Folder folder;

    /** Null to end with the last file; an Optional cannot be shipped to the workers. */
    private final Duration watch;

    /** How often a file that is cut short is found unchanged before it is taken as it stands. */
    private final long patience;

    private final EventDecoder decoder;
    private final HashMap<String, Long> known;

    /** All of a file or a folder. */
    public FilesSource(String path, Optional<Duration> watch, EventDecoder decoder) {
        this(path, watch, decoder, Map.of());
    }

    /**
     * What is new in a file or a folder.
     *
     * @param path a file, a folder, or a path with wildcards, on any Flink file system
     * @param watch how often to look for new files; empty to end with the last
     * @param known for files that need not be read from their beginning, by what their rows have
     *     for a topic: the first line that is new
     */
    public FilesSource(
            String path, Optional<Duration> watch, EventDecoder decoder, Map<String, Long> known) {
        this(path, watch, watch.map(FilesSource::patience).orElse(0L), decoder, known);
    }

    /**
     * @param patience how often a file that is cut short is found unchanged before it is taken as
     *     it stands
     */
    FilesSource(
            String path,
            Optional<Duration> watch,
            long patience,
            EventDecoder decoder,
            Map<String, Long> known) {
        this.folder = new Folder(path);
        this.watch = watch.orElse(null);
        this.patience = watch.isPresent() ? patience : 0;
        this.decoder = decoder;
        this.known = new HashMap<>(known);
    }

    private static long patience(Duration watch) {
        return Math.max(10, LONGEST_PAUSE.toMillis() / Math.max(1, watch.toMillis()));
    }

    /**
     * Says what is wrong with a path of which there are no files.
     *
     * @param path a file, a folder, or a path with wildcards, on any Flink file system
     * @param mayBeEmpty whether a folder without files will do
     * @return one line; empty where there is nothing wrong with it
     */
    public static Optional<String> missing(String path, boolean mayBeEmpty) throws IOException {
        var folder = new Folder(path);
        try {
            return missing(path, folder, mayBeEmpty);
        } catch (PatternSyntaxException e) {
            return Optional.of(
                    "'%s' has wildcards that cannot be: %s".formatted(path, e.getDescription()));
        }
    }

    /**
     * Whether files in a folder are among those that a source reads.
     *
     * @param path the source's
     * @param folder as absolute as that
     */
    public static boolean reads(String path, String folder) {
        var root = Wildcards.isIn(path) ? Wildcards.of(path).root() : path;
        var inside = withSlash(folder);
        if (!inside.startsWith(withSlash(root))) {
            return false;
        }
        var name = inside.substring(withSlash(root).length()) + "part";
        boolean hidden = Stream.of(name.split("/", -1)).anyMatch(FilesSource::isHidden);
        return !hidden && (!Wildcards.isIn(path) || Wildcards.of(path).wanted().test(name));
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    private static String withSlash(String path) {
        var plain = path.startsWith("file:") ? path.substring(5).replaceFirst("^/+", "/") : path;
        return plain.endsWith("/") ? plain : plain + "/";
    }

    private static Optional<String> missing(String path, Folder folder, boolean mayBeEmpty)
            throws IOException {
        if (!folder.exists()) {
            return Optional.of("the files source has no file or folder " + path);
        }
        return mayBeEmpty || !folder.list().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the files source has no files in %s: those whose names begin with a dot or an underscore do not count"
                                .formatted(path));
    }

    /**
     * When each file was written last, epoch ms, by what its rows have for a topic.
     *
     * @param path a file or a folder on any Flink file system
     */
    public static Map<String, Long> modificationTimes(String path) throws IOException {
        return new Folder(path).modificationTimes();
    }

    /**
     * Why the first file's records cannot be read, by what it begins with, in one line; empty where
     * they can, or where there is no file. All files being alike, that is a mistake of the set-up.
     */
    public Optional<String> headProblem() throws IOException {
        var files = folder.list();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        var file = folder.file(files.get(0).name());
        return new RecordFiles(folder, decoder)
                .headProblem(file)
                .map(problem -> file.topic() + ": " + problem);
    }

    @Override
    public Boundedness getBoundedness() {
        return watch == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, FilesSplit> createReader(SourceReaderContext context)
            throws Exception {
        decoder.open(ReaderInitialization.of(context));
        return new FilesReader(
                () ->
                        new FilesFetcher(
                                folder,
                                Optional.ofNullable(watch),
                                new FilesToRead(folder, patience),
                                new RecordFiles(folder, decoder),
                                known),
                new LineEmitter(decoder, InstantSource.system(), context.metricGroup()),
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
        return AssignedSerializer.INSTANCE;
    }
}
