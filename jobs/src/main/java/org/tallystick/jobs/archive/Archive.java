package org.tallystick.jobs.archive;

import static org.tallystick.flink.Operators.chained;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.TableLoader;
import org.tallystick.engine.Tally;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.ArchiveSpec;

/**
 * A pipeline's Iceberg tables: all accepted events, rejects, published cells, the ledger, and what
 * they hold of the sources.
 *
 * <p>Every table is appended to exactly once, at checkpoints or at the end of a batch job; nothing
 * is ever changed in place. A snapshot id therefore stands for the same rows for ever. {@link Pin}
 * names snapshots that belong together.
 */
public final class Archive implements AutoCloseable {
    private final ArchiveCatalog loader;
    private final Catalog catalog;
    private final Namespace namespace;
    private final EventLayout layout;
    private final Map<String, ArchiveTable> tables = new HashMap<>();

    private Archive(ArchiveSpec spec, EventLayout layout) {
        this.loader = ArchiveCatalog.of(spec.catalog());
        this.catalog = loader.loadCatalog();
        this.namespace = Namespace.of(spec.namespace().split("\\.", -1));
        this.layout = layout;
        for (var table :
                List.of(
                        ArchiveTable.events(layout),
                        ArchiveTable.rejects(),
                        ArchiveTable.results(),
                        ArchiveTable.ledger(),
                        ArchiveTable.progress(),
                        ArchiveTable.certificates())) {
            tables.put(table.name(), table);
        }
    }

    /**
     * Opens an archive that is there, and changes nothing in it.
     *
     * @throws NoArchiveException where it is not, or not yet
     * @throws IllegalStateException where a table has a column of another type
     */
    public static Archive openToRead(ArchiveSpec spec, EventLayout layout) {
        refuseMetadataNames(layout);
        var archive = new Archive(spec, layout);
        var checker = new TableMaker(archive.catalog, archive.namespace);
        archive.tables.values().stream()
                .filter(table -> !table.name().equals(ArchiveTable.CERTIFICATES))
                .forEach(checker::check);
        return archive;
    }

    /**
     * Opens the archive; makes its namespace and tables on first use and adds the columns that the
     * event schema has gained. A type that has been widened is widened in the table.
     *
     * @throws IllegalArgumentException where a field of the events is named like metadata
     * @throws IllegalStateException where a table has a column of another type
     */
    public static Archive open(ArchiveSpec spec, EventLayout layout) {
        refuseMetadataNames(layout);
        var archive = new Archive(spec, layout);
        var maker = new TableMaker(archive.catalog, archive.namespace);
        maker.ensureNamespace();
        archive.tables.values().forEach(maker::ensure);
        return archive;
    }

    /**
     * Opens an archive that is there, as {@link #open} does.
     *
     * @throws NoArchiveException where it is not, or not yet
     * @throws IllegalStateException where a table has a column of another type
     */
    public static Archive openToWiden(ArchiveSpec spec, EventLayout layout) {
        refuseMetadataNames(layout);
        var archive = new Archive(spec, layout);
        var maker = new TableMaker(archive.catalog, archive.namespace);
        archive.tables.values().forEach(maker::requireThere);
        archive.tables.values().forEach(maker::ensure);
        return archive;
    }

    private static void refuseMetadataNames(EventLayout layout) {
        var metadata = new EventLayout(new RowType(List.of())).rowType().getFieldNames();
        for (String field : layout.eventType().getFieldNames()) {
            if (metadata.contains(field)) {
                throw new IllegalArgumentException(
                        "archive: the event field %s has the name of a metadata column: rename it"
                                .formatted(field));
            }
        }
    }

    /**
     * What a live job writes with.
     *
     * @param known what is there; if anything is, what comes in has gone through {@link #marked}
     */
    public ArchiveWriter writer(Known known) {
        return new ArchiveWriter(this, !known.isEmpty(), new CommitTimes.AtCheckpoints());
    }

    /**
     * What a source brought, with a mark on what the archive holds already, and what its ledger has
     * counted.
     *
     * @param received rows of the event layout as the source gave them
     */
    public DataStream<RowData> marked(DataStream<RowData> received, Known known) {
        return known.isEmpty()
                ? received
                : chained(
                        "mark-read-again",
                        received,
                        received.map(
                                new MarkReadAgain(layout, known),
                                InternalTypeInfo.of(layout.rowType())));
    }

    /** What a batch job writes corrections of results with. */
    public ArchiveWriter corrections() {
        // Archives of earlier releases have none.
        new TableMaker(catalog, namespace).ensure(ArchiveTable.certificates());
        return new ArchiveWriter(this, false, new CommitTimes.AtTheEnd());
    }

    /**
     * What a replay of rejects writes with.
     *
     * @param pin what it has read
     */
    public ArchiveWriter replay(Pin pin) {
        return new ArchiveWriter(this, false, new CommitTimes.AsReplay(pin.events()));
    }

    /** What batch jobs read. */
    public ArchiveReader reader() {
        return new ArchiveReader(this);
    }

    /**
     * The newest checkpoint that the archive holds in all its tables; empty before the first.
     *
     * @throws IllegalStateException where a build wrote it that kept no record of its progress
     */
    public Optional<Pin> pin() {
        return Pin.of(table(ArchiveTable.EVENTS));
    }

    /** Which records of which source partitions it holds. */
    public Known known() throws IOException {
        return known(pin()).alsoOf(committing());
    }

    /** The same as of a checkpoint, and without the jobs that have not got so far. */
    public Known known(Optional<Pin> pin) throws IOException {
        var progress = pin.flatMap(each -> each.snapshot(ArchiveTable.PROGRESS));
        return progress.isPresent()
                ? Known.of(table(ArchiveTable.PROGRESS), progress.get())
                : Known.NOTHING;
    }

    /** The jobs of the newest commits to each table, be they half done. */
    private Set<String> committing() {
        return Stream.of(
                        ArchiveTable.REJECTS,
                        ArchiveTable.LEDGER,
                        ArchiveTable.RESULTS,
                        ArchiveTable.PROGRESS)
                .flatMap(name -> CommitMark.newest(table(name)).stream())
                .map(CommitMark::job)
                .collect(Collectors.toSet());
    }

    /**
     * The newest snapshot of a table, which pins what a reader sees; empty where nothing was ever
     * written.
     *
     * @param table {@code events}, {@code rejects}, {@code results}, {@code ledger} or {@code
     *     progress}
     */
    public OptionalLong snapshotOf(String table) {
        var snapshot = table(table).currentSnapshot();
        return snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot.snapshotId());
    }

    /** Counts what is in the newest snapshots. */
    public ArchiveReport report() throws IOException {
        return new ReportReader(
                        table(ArchiveTable.EVENTS),
                        table(ArchiveTable.REJECTS),
                        table(ArchiveTable.RESULTS),
                        table(ArchiveTable.LEDGER))
                .read();
    }

    /**
     * What windows went without, as the ledger of a checkpoint has it: rows about those that end
     * from {@code first} to {@code last}, epoch ms. It is read when it is needed, maybe by a task.
     *
     * @param pin none for an archive that holds nothing
     */
    public LedgerBook ledgerBook(Optional<Pin> pin, long first, long last) {
        var snapshot = pin.flatMap(each -> each.snapshot(ArchiveTable.LEDGER));
        return new LedgerBook(
                loader(ArchiveTable.LEDGER),
                loader(ArchiveTable.EVENTS),
                snapshot.orElse(null),
                first,
                last);
    }

    /**
     * The books of the source's partitions at a checkpoint.
     *
     * @param events what {@code events} holds of each
     */
    public List<PartitionBooks> books(Pin pin, Map<Known.Partition, Tally> events)
            throws IOException {
        return SourceBooks.read(this, pin, events);
    }

    /** The data files that a scan of the newest events would open. */
    public ScanSize scanSize(TimeRanges range) throws IOException {
        return ScanSize.of(table(ArchiveTable.EVENTS).newScan().filter(range.contains("_time")));
    }

    /** What runs of corrections have answered, the newest first. */
    public List<Answer> answers() {
        return Answer.all(table(ArchiveTable.RESULTS));
    }

    /** Rows of the ledger. */
    public LedgerRows ledger() {
        return new LedgerRows(table(ArchiveTable.LEDGER));
    }

    /** Closes the catalog; streams that were built go on. */
    @Override
    public void close() throws IOException {
        if (catalog instanceof Closeable closeable) {
            closeable.close();
        }
    }

    EventLayout layout() {
        return layout;
    }

    ArchiveTable shape(String name) {
        return tables.get(name);
    }

    /** The table as it is now. */
    Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(namespace, name));
    }

    /** What a task opens all tables with. */
    AllTables allTables() {
        return new AllTables(loader, namespace, tables.keySet());
    }

    /** What a task opens the table with. */
    TableLoader loader(String name) {
        return TableLoader.fromCatalog(loader, TableIdentifier.of(namespace, name));
    }
}
