package org.tallystick.jobs.sql;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sink.SinkUids;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.pipeline.SinkSpec;

/**
 * Writes rows into a sink of the pipeline as cells of a metric: a row that is updated is another
 * version of its cell, one that is deleted a retraction.
 *
 * @param name for plans
 */
record CellSink(String name, SinkSpec spec, MetricColumns metric, Plan plan)
        implements DynamicTableSink {

    /** Whole rows are deleted, since a retraction names window and keys. */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return ChangelogMode.upsert(false);
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(
                    ProviderContext provider, DataStream<RowData> rows) {
                return write(rows);
            }
        };
    }

    private DataStreamSink<?> write(DataStream<RowData> rows) {
        var columns = metric;
        var cells = rows.map(row -> cell(columns, row), CellType.INSTANCE);
        cells.setParallelism(rows.getParallelism());
        var uid = SinkUids.of(spec.target()) + "-" + metric.metric().name();
        var run = plan.pipeline().name() + "-sql";
        return Sinks.write(cells, spec, plan.metrics(), run, uid);
    }

    /** What is wrong with a row would be so again. */
    private static Cell cell(MetricColumns metric, RowData row) {
        try {
            return metric.cell(row);
        } catch (IllegalArgumentException e) {
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public DynamicTableSink copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return name;
    }
}
