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
 * @param failsJob whether an event on which one of the expressions fails ends the job; else it is a
 *     reject of this metric
 */
public record Metric(
        String name,
        Optional<String> filter,
        List<KeyExpression> keys,
        List<Window> windows,
        List<AggregateExpression> aggregates,
        boolean failsJob) {

    /** A metric that rejects the events on which its expressions fail. */
    public Metric(
            String name,
            Optional<String> filter,
            List<KeyExpression> keys,
            List<Window> windows,
            List<AggregateExpression> aggregates) {
        this(name, filter, keys, windows, aggregates, false);
    }

    public Metric {
        keys = List.copyOf(keys);
        windows = List.copyOf(windows);
        aggregates = List.copyOf(aggregates);
    }
}
