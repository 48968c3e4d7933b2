package org.tallystick.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;

/**
 * A pipeline's metrics, bound to the columns of the projected event, and the projection that fills
 * these columns.
 */
public final class Binding {
    private final String pipeline;
    private final List<BoundMetric> metrics;
    private final List<ValueType> columnTypes;
    private final Set<String> eventColumns;
    private final Optional<Projection> projection;

    Binding(
            String pipeline,
            List<BoundMetric> metrics,
            List<ValueType> columnTypes,
            Set<String> eventColumns,
            Optional<Projection> projection) {
        this.pipeline = pipeline;
        this.metrics = List.copyOf(metrics);
        this.columnTypes = List.copyOf(columnTypes);
        this.eventColumns = Set.copyOf(eventColumns);
        this.projection = projection;
    }

    /**
     * Binds a pipeline to the columns of its events.
     *
     * @param problems is given everything that is wrong
     * @return empty exactly if there were problems
     */
    public static Optional<Binding> of(
            Pipeline pipeline,
            EventLayout layout,
            AggregatorFactory aggregators,
            Consumer<Problem> problems) {
        return new Binder(layout, aggregators, problems).bind(pipeline, true);
    }

    /**
     * The same without compiling expressions, which takes most of the time: for those who want to
     * know which metrics there are and of which types. It cannot {@link #project}.
     */
    public static Optional<Binding> ofTypes(
            Pipeline pipeline,
            EventLayout layout,
            AggregatorFactory aggregators,
            Consumer<Problem> problems) {
        return new Binder(layout, aggregators, problems).bind(pipeline, false);
    }

    /** The pipeline's name: it is kept with the state of its windows. */
    public String pipeline() {
        return pipeline;
    }

    /** The metrics in the pipeline's order, as the window engine knows them. */
    public List<BoundMetric> metrics() {
        return metrics;
    }

    /** The types of the projected event's columns, the fixed ones first. */
    public List<ValueType> columnTypes() {
        return columnTypes;
    }

    /** The columns of the event schema that the expressions read: no others need be there. */
    public Set<String> eventColumns() {
        return eventColumns;
    }

    /**
     * Evaluates all expressions, in one operator with the uid {@code project} and its input's
     * parallelism.
     *
     * <p>Watermarks pass. A record's own timestamp does not: event time is in the column {@link
     * org.tallystick.aggregate.Columns#TIME}. With object reuse the row that is emitted is always
     * the same one.
     *
     * <p>An event on which an expression of a metric fails is a reject of that metric, unless the
     * metric asks for the job to fail: then it does, with an {@link ExpressionFailedException}.
     *
     * @param events rows of {@link EventLayout#rowType}, no rejects among them
     * @param counting where rejects of metrics are counted
     * @param label ends the operator's name and uid
     * @throws IllegalStateException if expressions were not compiled
     */
    public Projected project(DataStream<RowData> events, RejectCounter counting, String label) {
        return projection
                .orElseThrow(() -> new IllegalStateException("the expressions were not compiled"))
                .apply(events, counting, label);
    }

    /** The same with no windows but sessions, and no metrics but those that have any. */
    public Binding sessions() {
        return only((metric, window) -> window instanceof SessionWindow);
    }

    /** The same with some windows of each metric, and no metrics but those that have any. */
    public Binding only(BiPredicate<BoundMetric, Window> which) {
        var some =
                metrics.stream()
                        .map(metric -> metric.only(window -> which.test(metric, window)))
                        .filter(metric -> !metric.windows().isEmpty())
                        .toList();
        return new Binding(pipeline, some, columnTypes, eventColumns, projection);
    }
}
