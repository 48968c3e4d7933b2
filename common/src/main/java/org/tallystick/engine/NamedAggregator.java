package org.tallystick.engine;

import java.io.Serializable;
import org.tallystick.aggregate.Aggregator;

/**
 * An aggregate of a metric.
 *
 * @param name its name in published cells
 * @param aggregator what computes it, bound to its columns of the projected event
 */
public record NamedAggregator(String name, Aggregator aggregator) implements Serializable {}
