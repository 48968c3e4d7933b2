package org.tallystick.query;

import java.util.List;
import java.util.Optional;

/**
 * What a query is as a metric, as far as it can be one, in the texts of a pipeline file.
 *
 * @param filter a condition over one event
 * @param keys expressions over one event, in the order of SELECT
 * @param window as in {@code tumbling 1 h}; empty only where it was refused
 * @param aggregates as in {@code avg(delay)}, in the order of SELECT
 */
public record MetricTexts(
        Optional<Part> filter, List<Part> keys, Optional<Part> window, List<Part> aggregates) {

    /** What nothing could be made of. */
    static final MetricTexts NOTHING =
            new MetricTexts(Optional.empty(), List.of(), Optional.empty(), List.of());

    public MetricTexts {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    /**
     * A key, an aggregate, or what there is one of.
     *
     * @param name of the key or aggregate in results; else empty
     * @param place where it stands in the query
     */
    public record Part(String name, String text, Place place) {}
}
