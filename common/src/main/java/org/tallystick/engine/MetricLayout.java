package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;
import org.tallystick.window.Window;

/**
 * A metric bound to the columns of the projected event: all that the window engine knows of it.
 *
 * @param name the metric's name, unique in its pipeline; the address of its state
 * @param definition its expressions as text: stored partials are refused once it has changed
 * @param filterColumn a BOOLEAN column, or -1 where every event counts; null counts as false
 * @param keys the parts of its key; none for one total
 * @param aggregates what it computes
 * @param windows over which windows, at least one
 */
public record MetricLayout(
        String name,
        String definition,
        int filterColumn,
        List<KeyColumn> keys,
        List<NamedAggregator> aggregates,
        List<Window> windows)
        implements Serializable {

    public MetricLayout {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        windows = List.copyOf(windows);
    }

    /**
     * A number that changes whenever stored partials of the metric would no longer mean the same:
     * with its definition, the types of its keys, its windows and the form of its accumulators.
     */
    int digest() {
        var text = new StringBuilder(definition);
        keys.forEach(key -> text.append('\n').append(key.type()));
        windows.forEach(window -> text.append('\n').append(window.text()));
        aggregates.forEach(
                aggregate ->
                        text.append('\n')
                                .append(aggregate.aggregator().width())
                                .append(aggregate.aggregator().resultType()));
        return text.toString().hashCode();
    }
}
