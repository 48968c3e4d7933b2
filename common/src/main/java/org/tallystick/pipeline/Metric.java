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
}
