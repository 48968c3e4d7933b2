package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.engine.MetricDefinition.Argument;

/**
 * An aggregate of a metric.
 *
 * @param definition what is computed
 * @param aggregator what computes it, bound to its columns of the projected event
 */
public record NamedAggregator(MetricDefinition.Aggregate definition, Aggregator aggregator)
        implements Serializable {

    /** One of the {@link Aggregates}, over these columns. */
    public static NamedAggregator of(MetricDefinition.Aggregate definition, List<Integer> columns) {
        var types = definition.arguments().stream().map(Argument::type).toList();
        return new NamedAggregator(
                definition,
                Aggregates.create(definition.function(), types, columns, definition.parameters()));
    }

    /** Its name in published cells. */
    public String name() {
        return definition.name();
    }
}
