package org.tallystick.jobs.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric by hour, one line a day: the shape of each day, all on one scale, and its highest value.
 */
final class DayChart {
    private static final int HOURS = 24;
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = ".:-=+*#@";
    private static final int LABEL = 12;
    private static final int PEAK = 10;

    private final boolean unicode;
    private final int width;

    /**
     * A chart for a console.
     *
     * @param unicode whether bars can be shown; else signs of growing weight
     * @param columns characters in a line
     */
    DayChart(boolean unicode, int columns) {
        this.unicode = unicode;
        this.width = Math.max(1, (columns - LABEL - PEAK) / HOURS);
    }

    /**
     * Draws the values.
     *
     * @param byHour the value of the hour that begins at the instant; hours without one are blank,
     *     values below zero are shown as zero
     */
    String draw(NavigableMap<Instant, Double> byHour) {
        if (byHour.isEmpty()) {
            return "(nothing to show)";
        }
        double top = byHour.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        var days = new TreeMap<LocalDate, SortedMap<Integer, Double>>();
        byHour.forEach(
                (start, value) -> {
                    var time = start.atOffset(ZoneOffset.UTC);
                    days.computeIfAbsent(time.toLocalDate(), any -> new TreeMap<>())
                            .put(time.getHour(), value);
                });
        var text = new StringBuilder(header());
        days.forEach((day, hours) -> text.append('\n').append(line(day, hours, top)));
        return text.toString();
    }

    private String header() {
        var text = new StringBuilder(" ".repeat(LABEL));
        for (int hour = 0; hour < HOURS; hour += 6) {
            text.append(pad(hour + "h", 6 * width));
        }
        return text + "   peak";
    }

    private String line(LocalDate day, SortedMap<Integer, Double> hours, double top) {
        var text = new StringBuilder(pad(day.toString(), LABEL));
        for (int hour = 0; hour < HOURS; hour++) {
            var value = hours.get(hour);
            text.append((value == null ? " " : mark(value, top)).repeat(width));
        }
        double peak = hours.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return text + String.format(Locale.ROOT, "%7.1f", peak);
    }

    private String mark(double value, double top) {
        var marks = unicode ? BARS : ASCII;
        double share = top > 0 ? Math.max(0, value) / top : 0;
        int level = (int) Math.min(marks.length() - 1, Math.floor(share * marks.length()));
        return marks.substring(level, level + 1);
    }

    private static String pad(String text, int width) {
        return text.length() >= width
                ? text.substring(0, width)
                : text + " ".repeat(width - text.length());
    }
}
