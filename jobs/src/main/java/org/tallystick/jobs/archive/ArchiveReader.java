package org.tallystick.jobs.archive;

import static org.tallystick.flink.Operators.named;

import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.source.IcebergSource;
import org.apache.iceberg.flink.source.reader.RowDataConverter;
import org.tallystick.flink.AcceptedBefore;

/** Reads the archive in batch jobs, at one snapshot, so that reading again gives the same. */
public final class ArchiveReader {
    private final Archive archive;

    ArchiveReader(Archive archive) {
        this.archive = archive;
    }

    /**
     * Archived events, as the source gave them; in no order, without watermarks.
     *
     * <p>Only files that may hold events of the range are opened, and only the columns asked for
     * are read.
     */
    public DataStream<RowData> events(
            StreamExecutionEnvironment env, EventScan scan, EventIdentity identity) {
        return events(env, scan, identity, "");
    }

    /**
     * The same where a job reads events more than once.
     *
     * @param label ends the operators' names
     */
    public DataStream<RowData> events(
            StreamExecutionEnvironment env, EventScan scan, EventIdentity identity, String label) {
        var table = archive.table(ArchiveTable.EVENTS);
        var projected = scan.project(table.schema());
        var range = scan.range();
        int time = archive.layout().time();
        var layout = archive.layout();
        return read(
                        env,
                        ArchiveTable.EVENTS,
                        label,
                        scan.snapshot(),
                        range.contains("_time"),
                        projected,
                        source(table, projected, identity),
                        InternalTypeInfo.of(layout.rowType()))
                .filter(new EventsInRange(range, time))
                .uid("archived-events-in-range" + label)
                .name("archived-events-in-range" + label);
    }

    /**
     * Events of a scan, as {@link #events} gives them, if there is a demand; else nothing is read.
     * They come when all that may demand them has come.
     *
     * @param label ends the operators' names, of which there may be several sets
     */
    public DataStream<RowData> eventsOnDemand(
            Demand demand, EventScan scan, EventIdentity identity, String label) {
        var layout = archive.layout();
        var range = scan.range();
        var projected = scan.project(archive.table(ArchiveTable.EVENTS).schema());
        var rows =
                onDemand(
                        demand,
                        ArchiveTable.EVENTS,
                        scan.snapshot(),
                        range.contains("_time"),
                        projected,
                        new RowToEvent(layout, projected, identity),
                        "files" + label);
        int time = layout.time();
        return named("events" + label, rows)
                .filter(event -> range.contains(event.getLong(time)))
                .setParallelism(rows.getParallelism())
                .uid("events-in-range" + label)
                .name("events-in-range" + label);
    }

    /**
     * Rows of a table if there is a demand; they come when all that may demand them has come.
     *
     * @param uid of the operator that plans which files to read
     */
    private <R> SingleOutputStreamOperator<R> onDemand(
            Demand demand,
            String name,
            OptionalLong snapshot,
            Expression filter,
            Schema projected,
            RowDataConverter<R> converter,
            String uid) {
        var wanted = demand.wanted();
        var plan = new FilesOnDemand(archive.loader(name), snapshot, filter);
        var files =
                named(uid, wanted.transform("files", Types.STRING, plan))
                        .setParallelism(1)
                        .setMaxParallelism(1);
        var read = new FileToRows<>(archive.loader(name), projected, converter);
        // Else one reader: Flink goes by the bytes of what files are called.
        return files.rebalance()
                .flatMap(read)
                .returns(converter.getProducedType())
                .setParallelism(wanted.getExecutionEnvironment().getParallelism());
    }

    /**
     * Of every cell whose window overlaps the range the version that counts, and the one that
     * counts of those that were published live, if there is a demand.
     *
     * @param snapshot the snapshot of {@code results} to read; none where it is empty
     * @param label ends the operators' names
     */
    public DataStream<PublishedCell> versionsOnDemand(
            Demand demand, TimeRanges range, OptionalLong snapshot, String label) {
        var rows = new RowToPublished();
        var versions =
                onDemand(
                        demand,
                        ArchiveTable.RESULTS,
                        snapshot,
                        range.overlaps("window_start", "window_end"),
                        resultColumns(),
                        rows,
                        "result-files" + label);
        var inRange =
                named("versions" + label, versions)
                        .filter(version -> range.overlaps(version.f1.start(), version.f1.end()))
                        .setParallelism(versions.getParallelism());
        return named("versions-in-range" + label, inRange)
                .keyBy(version -> (version.f1.isLive() ? "live" : "") + version.f1.identity())
                .reduce(RowToPublished::newer)
                .uid("versions-newest" + label)
                .name("versions-newest" + label)
                .map(version -> version.f1, RowToPublished.CELL)
                .uid("versions-cells" + label)
                .name("versions-cells" + label);
    }

    private Schema resultColumns() {
        var columns = archive.shape(ArchiveTable.RESULTS).rowType().getFieldNames();
        return inOrder(columns, archive.table(ArchiveTable.RESULTS).schema());
    }

    /**
     * Events of a scan of a snapshot, for tasks that read them by themselves.
     *
     * @param scan with a snapshot
     */
    public AcceptedBefore acceptedBefore(EventScan scan, EventIdentity identity) {
        var layout = archive.layout();
        var projected = scan.project(archive.table(ArchiveTable.EVENTS).schema());
        return new ArchivedBefore(
                archive.loader(ArchiveTable.EVENTS),
                scan.snapshot().getAsLong(),
                scan.range(),
                projected,
                new RowToEvent(layout, projected, identity),
                layout.time());
    }

    @SuppressWarnings("deprecation") // readers of one's own: Iceberg 1.11 has no other way
    private IcebergSource.Builder<RowData> source(
            Table table, Schema projected, EventIdentity identity) {
        var layout = archive.layout();
        return ColumnarFiles.canRead(projected)
                ? IcebergSource.<RowData>builder()
                        .readerFunction(new ColumnarFiles(table.io(), projected, layout, identity))
                : IcebergSource.forOutputType(new RowToEvent(layout, projected, identity));
    }

    /**
     * The version that counts of every cell whose window overlaps the range, see {@link
     * org.tallystick.engine.CellVersion}. A retraction counts like any version.
     *
     * <p>For batch jobs: in a streaming job, every version would come out.
     *
     * @param snapshot the snapshot of {@code results} to read; none for the newest
     */
    public DataStream<PublishedCell> publishedCells(
            StreamExecutionEnvironment env, TimeRanges range, OptionalLong snapshot) {
        var files = range.overlaps("window_start", "window_end");
        return newest(
                results(env, snapshot, files, "")
                        .filter(version -> range.overlaps(version.f1.start(), version.f1.end()))
                        .uid("archived-results-in-range")
                        .name("archived-results-in-range"),
                "");
    }

    /** The same of all cells of one metric, as the newest snapshot has them. */
    public DataStream<PublishedCell> publishedCells(StreamExecutionEnvironment env, String metric) {
        var label = "-" + metric;
        var files = Expressions.equal("metric", metric);
        return newest(
                results(env, OptionalLong.empty(), files, label)
                        .filter(version -> version.f1.metric().equals(metric))
                        .uid("archived-results-of" + label)
                        .name("archived-results-of" + label),
                label);
    }

    private DataStream<Tuple2<Long, PublishedCell>> results(
            StreamExecutionEnvironment env, OptionalLong snapshot, Expression files, String label) {
        var rows = new RowToPublished();
        return read(
                env,
                ArchiveTable.RESULTS,
                label,
                snapshot,
                files,
                resultColumns(),
                IcebergSource.forOutputType(rows),
                rows.getProducedType());
    }

    private static DataStream<PublishedCell> newest(
            DataStream<Tuple2<Long, PublishedCell>> versions, String label) {
        return versions.keyBy(version -> version.f1.identity())
                .reduce(RowToPublished::newer)
                .uid("archived-results-newest" + label)
                .name("archived-results-newest" + label)
                .map(version -> version.f1, RowToPublished.CELL)
                .uid("published-cells" + label)
                .name("published-cells" + label);
    }

    /**
     * All rows of {@code rejects}, each to be looked at as an {@link ArchivedReject}.
     *
     * @param snapshot the snapshot to read; none for the newest
     */
    public DataStream<RowData> rejects(StreamExecutionEnvironment env, OptionalLong snapshot) {
        var projected = rejectColumns();
        var rows = RowCopy.of(projected);
        return read(
                env,
                ArchiveTable.REJECTS,
                "",
                snapshot,
                Expressions.alwaysTrue(),
                projected,
                IcebergSource.forOutputType(rows),
                rows.getProducedType());
    }

    /** The columns of {@link #rejects}. */
    public RowType rejectType() {
        return FlinkSchemaUtil.convert(rejectColumns());
    }

    private Schema rejectColumns() {
        var columns = archive.shape(ArchiveTable.REJECTS).rowType().getFieldNames();
        return inOrder(columns, archive.table(ArchiveTable.REJECTS).schema());
    }

    private <T> DataStream<T> read(
            StreamExecutionEnvironment env,
            String name,
            String label,
            OptionalLong snapshot,
            Expression filter,
            Schema projected,
            IcebergSource.Builder<T> builder,
            TypeInformation<T> type) {
        var source =
                builder.tableLoader(archive.loader(name))
                        .useSnapshotId(snapshot.isPresent() ? snapshot.getAsLong() : null)
                        .filters(List.of(filter))
                        .project(projected)
                        .build();
        var uid = "archived-" + name + label;
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid, type).uid(uid);
    }

    /** The columns in our order, whatever stands between them in the table. */
    private static Schema inOrder(List<String> columns, Schema table) {
        return new Schema(columns.stream().map(table::findField).toList());
    }
}
