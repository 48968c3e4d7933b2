package org.tallystick.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the series of a CSV side by side: {@code CSV SVG}. */
public final class Charts {
    private static final int WIDTH = 250;
    private static final int HEIGHT = 190;
    private static final int COLUMNS = 4;
    private static final int LEFT = 34;
    private static final int TOP = 34;
    private static final int PLOT_WIDTH = 200;
    private static final int PLOT_HEIGHT = 120;

    private Charts() {}

    /**
     * A measured point.
     *
     * @param cpu CPU seconds per million events
     */
    private record Point(String x, double cpu) {}

    /** The entry point. */
    public static void main(String[] args) throws IOException {
        Map<String, List<Point>> series = new LinkedHashMap<>();
        Files.readAllLines(Path.of(args[0])).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(
                        cells ->
                                series.computeIfAbsent(cells[0], any -> new ArrayList<>())
                                        .add(new Point(cells[1], Double.parseDouble(cells[2]))));
        int rows = (series.size() + COLUMNS - 1) / COLUMNS;
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"10\">%n"
                        .formatted(COLUMNS * WIDTH, rows * HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        int number = 0;
        for (Map.Entry<String, List<Point>> each : series.entrySet()) {
            int x = number % COLUMNS * WIDTH;
            int y = number / COLUMNS * HEIGHT;
            svg.append("<g transform=\"translate(%d %d)\">%n".formatted(x, y));
            draw(each.getKey(), each.getValue(), svg);
            svg.append("</g>\n");
            number++;
        }
        Files.writeString(Path.of(args[1]), svg.append("</svg>\n"));
    }

    private static void draw(String title, List<Point> points, StringBuilder svg) {
        double most = points.stream().mapToDouble(Point::cpu).max().orElse(1) * 1.15;
        text(svg, LEFT, 16, "start", title);
        text(svg, LEFT, 28, "start", "CPU-s per million events");
        line(svg, LEFT, TOP + PLOT_HEIGHT, LEFT + PLOT_WIDTH, TOP + PLOT_HEIGHT);
        line(svg, LEFT, TOP, LEFT, TOP + PLOT_HEIGHT);
        text(svg, LEFT - 4, TOP + PLOT_HEIGHT, "end", "0");
        var path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            double x = LEFT + (i + 0.5) * PLOT_WIDTH / points.size();
            double y = TOP + PLOT_HEIGHT * (1 - point.cpu() / most);
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#1f6feb\"/>%n",
                            x,
                            y));
            text(svg, x, y - 7, "middle", String.format(Locale.ROOT, "%.1f", point.cpu()));
            text(svg, x, TOP + PLOT_HEIGHT + 14, "middle", shortened(point.x()));
        }
        svg.append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"1.5\"/>%n"
                        .formatted(path.toString().strip()));
    }

    /** Large numbers in thousands or millions, or they would lie on each other. */
    private static String shortened(String x) {
        if (!x.matches("\\d{5,}")) {
            return x;
        }
        return x.length() < 7
                ? Long.parseLong(x) / 1000 + " k"
                : Long.parseLong(x) / 1_000_000 + " M";
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        text));
    }

    private static void line(StringBuilder svg, int x1, int y1, int x2, int y2) {
        svg.append(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>%n"
                        .formatted(x1, y1, x2, y2));
    }
}
