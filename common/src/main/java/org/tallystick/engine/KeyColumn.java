package org.tallystick.engine;

import java.io.Serializable;
import org.tallystick.aggregate.ValueType;

/**
 * One part of a metric's key.
 *
 * @param name its name in published cells
 * @param expression what it is, in normal form
 * @param column where it stands in the projected event
 * @param type its type
 */
public record KeyColumn(String name, String expression, int column, ValueType type)
        implements Serializable {

    MetricDefinition.Key definition() {
        return new MetricDefinition.Key(name, expression, type);
    }
}
