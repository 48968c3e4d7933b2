package org.tallystick.jobs.local.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.tallystick.jobs.reprocess.WindowSeries.Point;
import org.tallystick.jobs.reprocess.WindowVerdict;

/**
 * One aggregate over the windows of one kind, as it stands published and as the archive has it: a
 * drawing that takes its colours from the page. Windows in which cells differ have marks below, of
 * a shape for each verdict.
 *
 * @param points in the order of their ends, at least one
 * @param aggregate which of their values
 */
record WindowChart(List<Point> points, int aggregate) {
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int WIDTH = 480 - LEFT - RIGHT;
    private static final int HEIGHT = 160;
    private static final int STRIP = 14;
    private static final int BOTTOM = STRIP + 22;
    private static final double TICKS = 5;
    private static final List<Double> STEPS = List.of(1.0, 2.0, 2.5, 5.0);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    /** Differences of such numbers are numbers still. */
    private static final double MOST = 1e300;

    private static final MathContext SHOWN = new MathContext(4);
    private static final long DAYS = 4L * 24 * 60 * 60 * 1000;

    /** Whether there is a number to draw. */
    boolean isEmpty() {
        return values().findAny().isEmpty();
    }

    /** As it stands in the page. */
    String svg(String title) {
        var svg = new StringBuilder();
        svg.append(Markup.text("title", title));
        var scale = scale();
        grid(svg, scale);
        line(svg, scale, "published", point -> point.values().standing().get(aggregate).value());
        line(svg, scale, "archive", point -> point.values().complete().get(aggregate).value());
        points.stream().filter(point -> point.differing() > 0).forEach(point -> mark(svg, point));
        return Markup.element(
                "svg",
                String.format(
                        Locale.ROOT,
                        "viewBox=\"0 0 %d %d\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"",
                        LEFT + WIDTH + RIGHT,
                        TOP + HEIGHT + BOTTOM),
                svg.toString());
    }

    private DoubleStream values() {
        return points.stream()
                .flatMapToDouble(
                        point ->
                                DoubleStream.of(
                                        point.values().standing().get(aggregate).value(),
                                        point.values().complete().get(aggregate).value()))
                .filter(WindowChart::canBeDrawn);
    }

    private static boolean canBeDrawn(double value) {
        return Math.abs(value) < MOST;
    }

    /** From one line of the grid to the next: 1, 2, 2.5 or 5 of a power of ten. */
    private double step() {
        double low = Math.min(0, values().min().orElse(0));
        double high = Math.max(0, values().max().orElse(0));
        double least = (high - low > 1 / MOST ? high - low : 1) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return STEPS.stream()
                .map(step -> step * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }

    private Scale scale() {
        double step = step();
        double low = Math.floor(Math.min(0, values().min().orElse(0)) / step);
        double high = Math.ceil(Math.max(0, values().max().orElse(0)) / step);
        return new Scale(step, low, Math.max(high, low + 1));
    }

    /**
     * Where values lie.
     *
     * @param step between lines of the grid
     * @param low the lowest line, in steps
     * @param high the highest line, in steps
     */
    private record Scale(double step, double low, double high) {

        double y(double value) {
            return TOP + HEIGHT * (high - value / step) / (high - low);
        }
    }

    private void grid(StringBuilder svg, Scale scale) {
        for (double line = scale.low(); line <= scale.high(); line++) {
            double value = line * scale.step();
            double y = scale.y(value);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
                            LEFT,
                            y,
                            LEFT + WIDTH,
                            y));
            label(svg, LEFT - 6, y + 4, "end", number(value));
        }
        int below = TOP + HEIGHT + BOTTOM - 4;
        label(svg, LEFT, below, "start", time(first()));
        if (last() > first()) {
            label(svg, LEFT + WIDTH / 2.0, below, "middle", time((first() + last()) / 2));
            label(svg, LEFT + WIDTH, below, "end", time(last()));
        }
    }

    private long first() {
        return points.get(0).end();
    }

    private long last() {
        return points.get(points.size() - 1).end();
    }

    private String time(long millis) {
        var time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
        return time.format(last() - first() > DAYS ? DAY : MINUTE);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e7 || (size > 0 && size < 0.001)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        var exact = new BigDecimal(value, SHOWN).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, exact.scale()) + "f", exact);
    }

    private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                Markup.element(
                        "text",
                        String.format(
                                Locale.ROOT,
                                "x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"",
                                x,
                                y,
                                anchor),
                        Markup.escaped(text)));
    }

    /** Where there is no number, there is no line. */
    private void line(StringBuilder svg, Scale scale, String name, ToDoubleFunction<Point> value) {
        var run = new ArrayList<String>();
        for (Point point : points) {
            double at = value.applyAsDouble(point);
            if (canBeDrawn(at)) {
                run.add(String.format(Locale.ROOT, "%.1f,%.1f", x(point), scale.y(at)));
            } else {
                draw(svg, name, run);
                run.clear();
            }
        }
        draw(svg, name, run);
    }

    private static void draw(StringBuilder svg, String name, List<String> run) {
        if (run.size() == 1) {
            var at = run.get(0).replaceFirst("(.*),(.*)", "cx=\"$1\" cy=\"$2\"");
            svg.append("<circle class=\"%s alone\" %s r=\"2\"/>%n".formatted(name, at));
        } else if (!run.isEmpty()) {
            svg.append(
                    "<polyline class=\"%s\" points=\"%s\"/>%n"
                            .formatted(name, String.join(" ", run)));
        }
    }

    private void mark(StringBuilder svg, Point point) {
        svg.append(
                Markup.element(
                        "g",
                        String.format(
                                Locale.ROOT,
                                "class=\"mark %s\" transform=\"translate(%.1f %d)\"",
                                kind(point.verdict()),
                                x(point),
                                TOP + HEIGHT + STRIP / 2 + 1),
                        Markup.text(
                                        "title",
                                        "%s to %s: %s, cells that differ: %s"
                                                .formatted(
                                                        Instant.ofEpochMilli(point.start()),
                                                        Instant.ofEpochMilli(point.end()),
                                                        point.verdict().word(),
                                                        Markup.number(point.differing())))
                                + shape(point.verdict())));
    }

    /** The class of a verdict in the page. */
    static String kind(WindowVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Colours alone are not for everybody. */
    static String shape(WindowVerdict verdict) {
        return switch (verdict) {
            case MATCH, EXPLAINED -> "<path d=\"M0,-4 V4\"/>";
            case LOGIC_CHANGE -> "<path d=\"M-3,-3 H3 V3 H-3 Z\"/>";
            case UNEXPLAINED -> "<path d=\"M0,-5 L5,5 L-5,5 Z\"/>";
        };
    }

    private double x(Point point) {
        long all = last() - first();
        return LEFT + (all == 0 ? 0 : WIDTH * (double) (point.end() - first()) / all);
    }
}
