package org.tallystick.json;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.NamedAggregator;

/**
 * Cells as JSON text, one object on one line.
 *
 * <p>Columns stand in a fixed order (metric, window, window_start, window_end, keys, aggregates,
 * events, revision, and retracted on a retraction only), times are ISO-8601 in UTC, numbers are
 * written in one form each: equal cells have equal text. Doubles read back to the same bits; NaN
 * and the infinities are strings.
 */
public final class CellJson implements Serializable {
    /** What no key and no aggregate may be called. */
    public static final Set<String> RESERVED =
            Set.of(
                    "metric",
                    "window",
                    "window_start",
                    "window_end",
                    "events",
                    "revision",
                    "retracted");

    private final HashMap<String, Names> names = new HashMap<>();

    /**
     * @throws IllegalArgumentException where a metric has two columns of one name, or one that is
     *     {@link #RESERVED}
     */
    public CellJson(List<BoundMetric> metrics) {
        for (var metric : metrics) {
            names.put(metric.name(), Names.of(metric));
        }
    }

    /** The whole cell. */
    public String line(Cell cell) {
        var names = names(cell);
        var line = identityOf(cell, names);
        fields(names.values, cell.values(), line);
        line.append(",\"events\":").append(cell.events());
        line.append(",\"revision\":").append(cell.revision());
        if (cell.retracted()) {
            line.append(",\"retracted\":true");
        }
        return line.append('}').toString();
    }

    /** What the cell is known by: metric, window, its start and end, keys. */
    public String identity(Cell cell) {
        return identityOf(cell, names(cell)).append('}').toString();
    }

    /** Its keys by name. */
    public String keys(Cell cell) {
        return object(names(cell).keys, cell.keys());
    }

    /** Its aggregates by name. */
    public String values(Cell cell) {
        return object(names(cell).values, cell.values());
    }

    private Names names(Cell cell) {
        var known = names.get(cell.metric());
        if (known == null) {
            throw new IllegalArgumentException(
                    "cell of metric " + cell.metric() + ", known are " + names.keySet());
        }
        return known;
    }

    private static StringBuilder identityOf(Cell cell, Names names) {
        var text = new StringBuilder(256).append("{\"metric\":");
        JsonText.quote(cell.metric(), text);
        text.append(",\"window\":");
        JsonText.quote(cell.window(), text);
        text.append(",\"window_start\":\"").append(Instant.ofEpochMilli(cell.start()));
        text.append("\",\"window_end\":\"").append(Instant.ofEpochMilli(cell.end())).append('"');
        fields(names.keys, cell.keys(), text);
        return text;
    }

    private static String object(List<String> names, List<Object> values) {
        var text = new StringBuilder(64);
        fields(names, values, text);
        return names.isEmpty() ? "{}" : text.replace(0, 1, "{").append('}').toString();
    }

    /** Appends {@code ,"name":value} for each. */
    private static void fields(List<String> names, List<Object> values, StringBuilder to) {
        for (int i = 0; i < names.size(); i++) {
            to.append(names.get(i));
            JsonText.append(values.get(i), to);
        }
    }

    /** A metric's columns, each as {@code ,"name":}. */
    private record Names(ArrayList<String> keys, ArrayList<String> values) implements Serializable {

        static Names of(BoundMetric metric) {
            var taken = new HashSet<>(RESERVED);
            var names = new Names(new ArrayList<>(), new ArrayList<>());
            for (KeyColumn key : metric.keys()) {
                names.keys.add(field(metric, key.name(), taken));
            }
            for (NamedAggregator aggregate : metric.aggregates()) {
                names.values.add(field(metric, aggregate.name(), taken));
            }
            return names;
        }

        private static String field(BoundMetric metric, String name, Set<String> taken) {
            if (!taken.add(name)) {
                throw new IllegalArgumentException(
                        "metric %s has two columns named %s, every cell has %s: rename one"
                                .formatted(metric.name(), name, RESERVED));
            }
            var field = new StringBuilder(",");
            JsonText.quote(name, field);
            return field.append(':').toString();
        }
    }
}
