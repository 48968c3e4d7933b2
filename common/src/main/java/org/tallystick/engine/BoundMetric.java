package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;
import org.tallystick.aggregate.Columns;
import org.tallystick.window.Window;

/**
 * A metric bound to the columns of the projected event: all that the window engine knows of it.
 *
 * @param name the metric's name, unique in its pipeline; the address of its state
 * @param filter the normal form of its filter; empty text where every event counts
 * @param filterColumn a BOOLEAN column, or -1 where every event counts; null counts as false
 * @param keys the parts of its key; none for one total
 * @param aggregates what it computes
 * @param windows over which windows
 */
public record BoundMetric(
        String name,
        String filter,
        int filterColumn,
        List<KeyColumn> keys,
        List<NamedAggregator> aggregates,
        List<Window> windows)
        implements Serializable {

    public BoundMetric {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        windows = List.copyOf(windows);
    }

    /** Whether a projected event is one of those that it counts. */
    public boolean counts(Columns event) {
        return filterColumn < 0
                || (!event.isNull(filterColumn) && event.getLong(filterColumn) != 0);
    }

    /** The names of its aggregates, in their order; unmodifiable. */
    public List<String> aggregateNames() {
        return aggregates.stream().map(NamedAggregator::name).toList();
    }

    /** The same over some of its windows; over none, it counts nothing. */
    public BoundMetric only(Predicate<Window> which) {
        var some = windows.stream().filter(which).toList();
        return new BoundMetric(name, filter, filterColumn, keys, aggregates, some);
    }

    /** What is kept of the metric with its state. */
    public MetricDefinition definition() {
        return new MetricDefinition(
                name,
                filter,
                keys.stream().map(KeyColumn::definition).toList(),
                aggregates.stream().map(NamedAggregator::definition).toList(),
                windows.stream().map(Window::text).toList(),
                MetricDefinition.CODECS);
    }

    /** Changes whenever stored rows of the metric would no longer mean the same. */
    public long rowDigest() {
        return definition().rowDigest();
    }
}
