package org.tallystick.sql;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.tallystick.event.EventLayout;

/**
 * What it takes to find out which expressions have failed on an event: those that may fail are
 * compiled once more, each by itself.
 *
 * @param layout where an event's position stands
 * @param total the columns that cannot fail, compiled together
 * @param totalColumns where these stand in the projected event, in their order
 * @param alone the columns that may fail, by where they stand
 * @param metrics those that read any of them
 */
record Fallback(
        EventLayout layout,
        Compiled total,
        List<Integer> totalColumns,
        Map<Integer, Compiled> alone,
        List<MetricExpressions> metrics)
        implements Serializable {

    Fallback {
        totalColumns = List.copyOf(totalColumns);
        alone = Map.copyOf(alone);
        metrics = List.copyOf(metrics);
    }

    /** How many columns the projected event has. */
    int width() {
        return totalColumns.size() + alone.size();
    }
}
