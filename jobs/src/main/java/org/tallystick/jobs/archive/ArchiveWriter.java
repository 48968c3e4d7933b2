package org.tallystick.jobs.archive;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.gathered;
import static org.tallystick.flink.Operators.named;
import static org.tallystick.flink.Operators.spread;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.event.EventLayout;
import org.tallystick.json.CellJson;
import org.tallystick.sql.MetricReject;

/**
 * Writes streams to the archive's tables, exactly once: all together at every checkpoint, or at the
 * end of a batch job ({@link ArchiveCommits}).
 *
 * <p>Writers are chained to what they write, without a shuffle: live events are all of the same
 * hour or two, and sending an hour to one writer would leave the others idle. A checkpoint so makes
 * one file for each writer and hour that it got events of.
 *
 * <p>Each method gives its operators uids that begin with the table's name. {@link #commit} comes
 * last.
 */
public final class ArchiveWriter {
    private static final TypeInformation<byte[]> PART =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    private final Archive archive;
    private final boolean readsAgain;
    private final CommitTimes times;
    private final List<DataStream<byte[]>> parts = new ArrayList<>();
    private Optional<Answer> answer = Optional.empty();

    /**
     * @param readsAgain whether there may be rows that the archive holds already
     */
    ArchiveWriter(Archive archive, boolean readsAgain, CommitTimes times) {
        this.archive = archive;
        this.readsAgain = readsAgain;
        this.times = times;
    }

    /**
     * Counts what the sources bring, for the table {@code progress}.
     *
     * @param received rows of the event layout as the source gave them
     */
    public void positions(DataStream<RowData> received) {
        count("positions", received, PositionCounter.What.RECEIVED);
    }

    /**
     * @param events rows of the event layout, none of them a reject; where there is one reader
     *     alone, there are more writers
     */
    public void events(DataStream<RowData> events) {
        var target = target(ArchiveTable.EVENTS);
        var fresh = fresh("events", events);
        boolean byOneReader =
                fresh.getParallelism() < fresh.getExecutionEnvironment().getParallelism();
        var function = new EventToRow(archive.layout(), target.order);
        var rows =
                byOneReader
                        ? named("events-rows", spread(fresh).map(function, target.type()))
                        : chained("events-rows", fresh, fresh.map(function, target.type()));
        write(target, "events", rows);
    }

    /**
     * @param rejects rows of the event layout, all of them rejects
     * @param metricRejects events that metrics did without
     */
    public void rejects(DataStream<RowData> rejects, DataStream<MetricReject> metricRejects) {
        var target = target(ArchiveTable.REJECTS);
        var fresh = fresh("rejects", rejects);
        var rows = fresh.map(new RejectToRow(archive.layout(), target.order), target.type());
        write(target, "rejects", chained("rejects-rows", rejects, rows));
        metricRejects(metricRejects);
    }

    /**
     * Rejects that have been decoded again, and are events or repeats now.
     *
     * @param answers rows of the event layout: position, identity, and what kind of reject it was,
     *     for what reason
     * @param metricRejects events that metrics did without
     */
    public void answers(DataStream<RowData> answers, DataStream<MetricReject> metricRejects) {
        count("answers", answers, PositionCounter.What.ANSWERS);
        var target = target(ArchiveTable.REJECTS);
        var rows = answers.map(new AnswerToRow(archive.layout(), target.order), target.type());
        write(target, "answers", chained("answers-rows", answers, rows));
        metricRejects(metricRejects);
    }

    private void metricRejects(DataStream<MetricReject> metricRejects) {
        var target = target(ArchiveTable.REJECTS);
        var ofMetrics = metricRejects.map(new MetricRejectToRow(target.order), target.type());
        write(target, "metric-rejects", chained("metric-rejects-rows", metricRejects, ofMetrics));
    }

    /**
     * @param metrics the layouts of all metrics that cells may be of
     * @param run names who published them
     */
    public void results(DataStream<Cell> cells, List<BoundMetric> metrics, String run) {
        var target = target(ArchiveTable.RESULTS);
        var function = new ResultToRow(new CellJson(metrics), run, target.order);
        var rows = cells.process(function, target.type());
        write(target, "results", chained("results-rows", cells, rows));
    }

    /** What a run found that publishes corrections. */
    public void certificate(DataStream<CertificateRow> rows, Certificate certificate) {
        var target = target(ArchiveTable.CERTIFICATES);
        var table =
                gathered(rows).map(new CertificateToRow(certificate, target.order), target.type());
        write(target, "certificates", named("certificates-rows", table).setParallelism(1));
    }

    /**
     * @param run names who missed them
     */
    public void ledger(DataStream<LedgerEntry> entries, String run) {
        var target = target(ArchiveTable.LEDGER);
        var rows = gathered(entries).map(new LedgerToRow(run, target.order), target.type());
        write(target, "ledger", named("ledger-rows", rows).setParallelism(1));
    }

    /**
     * @param repeats rows of the event layout that were dropped as repeats
     * @param run names who dropped them
     */
    public void duplicates(DataStream<RowData> repeats, String run) {
        count("duplicates", repeats, PositionCounter.What.REPEATS);
        var target = target(ArchiveTable.LEDGER);
        var function = new RepeatToRow(archive.layout(), new LedgerToRow(run, target.order));
        var rows = fresh("duplicates", repeats).map(function, target.type());
        write(target, "duplicates", chained("duplicates-rows", repeats, rows));
    }

    /**
     * Lets a batch job commit only when a stream has come to its end. If a sink fails, the archive
     * does then not say that its readers have what they have not.
     */
    public void after(DataStream<?> stream) {
        var name = stream.getTransformation().getUid() + "-end";
        parts.add(chained(name, stream, stream.flatMap(new Nothing<>()).returns(PART)));
    }

    /**
     * Lets a batch job note what it has answered.
     *
     * @param what but for sessions that are not judged yet
     * @param open these sessions
     */
    public void answers(Answer what, DataStream<Cell> open) {
        answer = Optional.of(what);
        parts.add(
                chained(
                        Part.OPEN_SESSIONS,
                        open,
                        open.transform(Part.OPEN_SESSIONS, PART, new OpenSessions())));
    }

    /** Commits all that was added. */
    public void commit(WrittenBy writer) {
        var all = parts.get(0);
        for (var more : parts.subList(1, parts.size())) {
            all = all.union(more);
        }
        named(
                        "archive-commit",
                        gathered(all)
                                .transform(
                                        "archive-commit",
                                        Types.VOID,
                                        new ArchiveCommitter(
                                                archive.allTables(), writer, times, answer)))
                .setParallelism(1)
                .setMaxParallelism(1);
    }

    /** What the archive does not hold yet. */
    private DataStream<RowData> fresh(String name, DataStream<RowData> rows) {
        return readsAgain
                ? chained(name + "-fresh", rows, rows.filter(row -> !EventLayout.isReadAgain(row)))
                : rows;
    }

    private void count(String name, DataStream<RowData> rows, PositionCounter.What what) {
        var counter = new PositionCounter(archive.layout(), what);
        parts.add(chained(name + "-count", rows, rows.transform(name, PART, counter)));
    }

    private void write(Target target, String name, DataStream<RowData> rows) {
        var writer =
                new TableWriter(
                        target.name,
                        SerializableTable.copyOf(target.table),
                        target.rowType,
                        archive.shape(target.name).hourOf().orElse(null));
        parts.add(chained(name + "-table", rows, rows.transform(name, PART, writer)));
    }

    private Target target(String name) {
        var table = archive.table(name);
        var ours = archive.shape(name).rowType();
        var order = RowOrder.of(ours, table.schema());
        return new Target(name, table, order, order.rowType(ours, table.schema()));
    }

    /** A table, and what rows for it look like. */
    private record Target(String name, Table table, RowOrder order, RowType rowType) {

        InternalTypeInfo<RowData> type() {
            return InternalTypeInfo.of(rowType);
        }
    }
}
