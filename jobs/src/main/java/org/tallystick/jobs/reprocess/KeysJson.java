package org.tallystick.jobs.reprocess;

import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.archive.NamedValues;

/** Reads a metric's keys back from the JSON that the table {@code results} holds. */
final class KeysJson {
    private final NamedValues keys;
    private final int aggregates;

    KeysJson(BoundMetric metric) {
        keys = NamedValues.keys(metric);
        aggregates = metric.aggregates().size();
    }

    /** How many aggregates the metric has. */
    int aggregates() {
        return aggregates;
    }

    /** Whether these are keys of the metric as it is defined now, by their names and types. */
    boolean fits(String json) {
        return keys.fits(json);
    }

    /** The key's values in the metric's order; unmodifiable, elements may be null. */
    List<Object> parse(String json) {
        return keys.parse(json);
    }
}
