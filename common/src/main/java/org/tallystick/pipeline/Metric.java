package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;
import org.tallystick.window.Window;

/**
 * One metric: filter, keys, windows, aggregates.
 *
 * @param name lower-case letters, digits, dashes and underscores; a table's name in some sinks
 * @param filter a BOOLEAN SQL expression over the event; events for which it is not true don't
 *     count
 * @param keys one cell for each of their values; none for one total
 * @param windows over which stretches of time, at least one
 * @param aggregates what is computed, at least one
 */
public record Metric(
        String name,
        Optional<String> filter,
        List<KeyExpression> keys,
        List<Window> windows,
        List<AggregateExpression> aggregates) {

    public Metric {
        keys = List.copyOf(keys);
        windows = List.copyOf(windows);
        aggregates = List.copyOf(aggregates);
    }

    /**
     * What is computed, as text without the names that are given to it: partials of metrics with
     * the same definition mean the same.
     */
    public String definition() {
        var text = new StringBuilder(filter.orElse(""));
        keys.forEach(key -> text.append('\n').append(key.expression()));
        aggregates.forEach(
                aggregate ->
                        text.append('\n')
                                .append(aggregate.function())
                                .append(aggregate.arguments()));
        return text.toString();
    }
}
