package org.tallystick.jobs.sink.influxdb;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.jobs.sink.http.LineText;
import org.tallystick.jobs.sink.http.UnfitCellException;

/**
 * How cells of one metric are written.
 *
 * <p>A point is known by its measurement, tags and time. So the window and its length are tags (of
 * cumulative windows several begin at once), and so are the keys. A null key has no tag; a text
 * that is empty, which a tag cannot be, or begins with a quote has quotes around it.
 *
 * <p>A point that is written again keeps those fields that are not: {@code nulls} says which
 * aggregates are null, whatever stands in them.
 */
record InfluxPoint(String measurement, ArrayList<String> keys, ArrayList<String> values)
        implements Serializable {
    static final String WINDOW = "window";
    static final String LENGTH = "window_ms";
    static final String END = "window_end";
    static final String NULLS = "nulls";
    private static final Pattern NO_TAG = Pattern.compile("[\\r\\n\\x00]|\\\\([,= \\\\]|$)");

    static InfluxPoint of(BoundMetric metric) {
        return new InfluxPoint(
                metric.name(),
                new ArrayList<>(metric.keys().stream().map(KeyColumn::name).toList()),
                new ArrayList<>(metric.aggregateNames()));
    }

    String line(Cell cell) throws UnfitCellException {
        var line = new StringBuilder(256).append(LineText.bare(measurement));
        tag(WINDOW, cell.window(), line);
        tag(LENGTH, Long.toString(cell.end() - cell.start()), line);
        for (int i = 0; i < keys.size(); i++) {
            if (cell.keys().get(i) != null) {
                tag(keys.get(i), keyText(cell.keys().get(i)), line);
            }
        }
        line.append(' ').append(END).append('=').append(cell.end()).append('i');
        fields(cell.values(), line);
        line.append(",events=").append(cell.events());
        line.append("i,revision=").append(cell.revision());
        line.append("i,retracted=").append(cell.retracted() ? 't' : 'f');
        return line.append(' ').append(cell.start()).toString();
    }

    private void fields(List<Object> of, StringBuilder line) throws UnfitCellException {
        var nulls = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            var name = values.get(i);
            if (of.get(i) == null) {
                nulls.add(name);
            } else {
                line.append(',').append(LineText.bare(name)).append('=');
                line.append(field(name, of.get(i)));
            }
        }
        line.append(',').append(NULLS).append('=');
        line.append(quoted(String.join(",", nulls)));
    }

    private static String field(String name, Object value) throws UnfitCellException {
        if (value instanceof Long) {
            return value + "i";
        }
        if (value instanceof Boolean bool) {
            return bool ? "t" : "f";
        }
        if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new UnfitCellException(
                        name + " is " + value + ", InfluxDB has no such number");
            }
            return value.toString();
        }
        return quoted(LineText.whole(name, text(value)));
    }

    private static String quoted(String text) {
        return LineText.quoted(text, "\"\\");
    }

    private static String keyText(Object key) {
        var text = text(key);
        return text.isEmpty() || text.startsWith("\"") ? '"' + text + '"' : text;
    }

    /** The line protocol has no way to say a line end in a tag, or a backslash before some. */
    private static void tag(String name, String value, StringBuilder line)
            throws UnfitCellException {
        if (NO_TAG.matcher(LineText.whole(name, value)).find()) {
            throw new UnfitCellException(
                    name + " has a line end, or a backslash where a tag cannot have one");
        }
        line.append(',').append(LineText.bare(name)).append('=').append(LineText.bare(value));
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDateTime timestamp) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp);
        }
        return value instanceof LocalTime time
                ? DateTimeFormatter.ISO_LOCAL_TIME.format(time)
                : value.toString();
    }
}
