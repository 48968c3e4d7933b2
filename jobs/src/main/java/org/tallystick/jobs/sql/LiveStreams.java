package org.tallystick.jobs.sql;

import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Deadlines;
import org.tallystick.flink.AcceptedBefore;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.EventToRow;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.source.EventDecoder;

/**
 * A pipeline's events and cells as a live job has them, of a source that is read once for all
 * tables of an environment.
 *
 * <p>The source is read in a consumer group of its own, from where the pipeline says; for {@code
 * start: committed}, which is where the live job is, from the earliest record there is. Nothing is
 * archived or published, and the live job's group stays where it is.
 */
final class LiveStreams {
    private final Plan plan;
    private final boolean bounded;
    private final IdentityHashMap<StreamExecutionEnvironment, Streams> built =
            new IdentityHashMap<>();

    /**
     * @param bounded whether to end where the source ends now
     */
    LiveStreams(Plan plan, boolean bounded) {
        this.plan = plan;
        this.bounded = bounded;
    }

    /** In one environment. */
    private record Streams(DataStream<RowData> events, DataStream<Cell> cells) {}

    /** Accepted events as rows of {@link EventToRow#rowType}. */
    DataStream<RowData> events(StreamExecutionEnvironment env) {
        var events = streams(env).events();
        var type = EventToRow.rowType(plan.layout());
        return events.map(EventToRow.of(plan.layout()), InternalTypeInfo.of(type))
                .setParallelism(events.getParallelism());
    }

    /** Every version of a metric's cells, as rows. */
    DataStream<RowData> cells(StreamExecutionEnvironment env, MetricColumns metric) {
        var cells = streams(env).cells();
        var name = metric.metric().name();
        var own = cells.filter(cell -> cell.metric().equals(name));
        return own.setParallelism(cells.getParallelism())
                .map(metric::row, InternalTypeInfo.of(metric.rowType()))
                .setParallelism(cells.getParallelism());
    }

    private Streams streams(StreamExecutionEnvironment env) {
        return built.computeIfAbsent(env, this::build);
    }

    private Streams build(StreamExecutionEnvironment env) {
        var pipeline = readBeside(plan.pipeline());
        var settings = RunSettings.live(pipeline.events());
        var received =
                Sources.events(
                        env,
                        pipeline,
                        decoder(pipeline),
                        SourceStart.everything(bounded),
                        new Deadlines(plan.metrics(), settings.lateness()));
        var intake = Intake.of(received, plan.layout(), pipeline.events(), AcceptedBefore.NOTHING);
        var metrics = MetricStreams.of(intake.accepted(), plan.binding(), settings);
        return new Streams(intake.accepted(), metrics.cells());
    }

    private EventDecoder decoder(Pipeline pipeline) {
        var all = Set.copyOf(plan.schema().rowType().getFieldNames());
        return new EventDecoder(pipeline.events(), plan.schema(), pipeline.source(), all);
    }

    /** The same source, read without a trace. */
    private static Pipeline readBeside(Pipeline pipeline) {
        return new Pipeline(
                pipeline.name() + "-sql",
                pipeline.events(),
                Sources.of(pipeline.source()).beside(),
                pipeline.archive(),
                pipeline.metrics(),
                pipeline.sinks());
    }
}
