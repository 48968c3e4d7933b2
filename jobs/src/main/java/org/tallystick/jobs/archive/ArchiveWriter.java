package org.tallystick.jobs.archive;

import static org.tallystick.flink.Operators.named;

import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.json.CellJson;
import org.tallystick.sql.MetricReject;

/**
 * Writes streams to the archive's tables, exactly once at every checkpoint.
 *
 * <p>No shuffle stands before the writers: live events are all of the same hour or two, and sending
 * an hour to one writer would leave the others idle. A checkpoint so makes one file for each writer
 * and hour that it got events of. The small tables have one writer.
 *
 * <p>Each method gives its operators uids that begin with the table's name.
 */
public final class ArchiveWriter {
    private final Archive archive;

    ArchiveWriter(Archive archive) {
        this.archive = archive;
    }

    /**
     * @param events rows of the event layout, none of them a reject
     */
    public DataStreamSink<RowData> events(DataStream<RowData> events) {
        var target = target(ArchiveTable.EVENTS);
        var rows = events.map(new EventToRow(archive.layout(), target.order), target.type());
        return target.write(rows, events.getParallelism());
    }

    /**
     * @param rejects rows of the event layout, all of them rejects
     * @param metricRejects events that metrics did without
     */
    public DataStreamSink<RowData> rejects(
            DataStream<RowData> rejects, DataStream<MetricReject> metricRejects) {
        var target = target(ArchiveTable.REJECTS);
        var inputs =
                named(
                        "rejects-rows",
                        rejects.map(
                                new RejectToRow(archive.layout(), target.order), target.type()));
        var events =
                named(
                        "metric-rejects-rows",
                        metricRejects.map(new MetricRejectToRow(target.order), target.type()));
        return target.append(inputs.union(events), 1);
    }

    /**
     * @param metrics the layouts of all metrics that cells may be of
     * @param run names who published them
     */
    public DataStreamSink<RowData> results(
            DataStream<Cell> cells, List<BoundMetric> metrics, String run) {
        var target = target(ArchiveTable.RESULTS);
        var function = new ResultToRow(new CellJson(metrics), run, target.order);
        return target.write(cells.process(function, target.type()), cells.getParallelism());
    }

    /**
     * @param run names who missed them
     */
    public DataStreamSink<RowData> ledger(DataStream<LedgerEntry> entries, String run) {
        var target = target(ArchiveTable.LEDGER);
        return target.write(entries.map(new LedgerToRow(run, target.order), target.type()), 1);
    }

    private Target target(String name) {
        var table = archive.table(name);
        var ours = archive.shape(name).rowType();
        var order = RowOrder.of(ours, table.schema());
        return new Target(archive, table, name, order, order.rowType(ours, table.schema()));
    }

    /** A table, and what rows for it look like. */
    private record Target(
            Archive archive, Table table, String name, RowOrder order, RowType rowType) {

        InternalTypeInfo<RowData> type() {
            return InternalTypeInfo.of(rowType);
        }

        DataStreamSink<RowData> write(SingleOutputStreamOperator<RowData> rows, int writers) {
            return append(named(name + "-rows", rows), writers);
        }

        DataStreamSink<RowData> append(DataStream<RowData> rows, int writers) {
            return IcebergSink.forRowData(rows)
                    .table(table)
                    .tableLoader(archive.loader(name))
                    .resolvedSchema(FlinkSchemaUtil.toResolvedSchema(rowType))
                    .distributionMode(DistributionMode.NONE)
                    .writeParallelism(writers)
                    .uidSuffix(name + "-table")
                    .append();
        }
    }
}
