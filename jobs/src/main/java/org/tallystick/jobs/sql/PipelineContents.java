package org.tallystick.jobs.sql;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.types.utils.TypeConversions;
import org.tallystick.jobs.archive.EventToRow;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Pipeline;

/** The tables that a pipeline brings beside its archive's. */
final class PipelineContents {
    private static final String EVENTS = PipelineCatalog.EVENTS.getObjectName();

    private final Plan plan;
    private final Map<ObjectPath, PipelineTable> tables = new HashMap<>();

    private PipelineContents(Plan plan) {
        this.plan = plan;
    }

    /** Over the archive: each metric as its cells stand there. Events are the archive's own. */
    static Map<ObjectPath, PipelineTable> standing(Plan plan) {
        var contents = new PipelineContents(plan);
        for (var metric : plan.metrics()) {
            var columns = new MetricColumns(metric);
            var cells = new StandingCells(plan, columns);
            contents.metric(
                    columns,
                    new StreamedTable(
                            metric.name(), ChangelogMode.insertOnly(), true, cells::rows));
        }
        contents.sinks();
        return contents.tables;
    }

    /**
     * Live: events as they come, and each metric as it is published.
     *
     * @param bounded whether to end where the source ends now
     */
    static Map<ObjectPath, PipelineTable> live(Plan plan, boolean bounded) {
        var contents = new PipelineContents(plan);
        var streams = new LiveStreams(plan, bounded);
        contents.put(
                EVENTS,
                contents.eventSchema(),
                new StreamedTable(EVENTS, ChangelogMode.insertOnly(), bounded, streams::events));
        for (var metric : plan.metrics()) {
            var columns = new MetricColumns(metric);
            contents.metric(
                    columns,
                    new StreamedTable(
                            metric.name(),
                            ChangelogMode.upsert(),
                            bounded,
                            env -> streams.cells(env, columns)));
        }
        contents.sinks();
        return contents.tables;
    }

    /**
     * Why SQL cannot name a pipeline's tables, in one line.
     *
     * @throws IllegalArgumentException with that line
     */
    static void requireNames(Pipeline pipeline) {
        if (pipeline.metrics().stream().anyMatch(metric -> metric.name().equals(EVENTS))) {
            throw new IllegalArgumentException(
                    "the metric 'events' has the name of the table of events: SQL needs another for it");
        }
    }

    private Schema eventSchema() {
        var type = EventToRow.rowType(plan.layout());
        return Schema.newBuilder()
                .fromRowDataType(TypeConversions.fromLogicalToDataType(type).notNull())
                .watermark("_time", "SOURCE_WATERMARK()")
                .build();
    }

    private void metric(MetricColumns columns, DynamicTableSource source) {
        put(columns.metric().name(), columns.schema(), source);
    }

    private void put(String name, Schema schema, DynamicTableSource source) {
        tables.put(
                new ObjectPath(PipelineCatalog.PIPELINE, name),
                PipelineTable.toRead(schema, source));
    }

    /** A database for each sink, in which every metric has a table. */
    private void sinks() {
        var sinks = plan.pipeline().sinks();
        for (int i = 0; i < sinks.size(); i++) {
            var database = "sink_" + (i + 1);
            for (var metric : plan.metrics()) {
                var columns = new MetricColumns(metric);
                var path = new ObjectPath(database, metric.name());
                var sink = new CellSink(path.getFullName(), sinks.get(i), columns, plan);
                tables.put(path, PipelineTable.toWrite(columns.schema(), sink));
            }
        }
    }
}
