package org.tallystick.jobs.local.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.text.Durations;

/**
 * The share that each setting makes late, as a drawing: shares on a logarithmic scale, a line for
 * all events and one for the event-window pairs of each kind of window.
 */
record LatenessSvg(LatenessReport report) {
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final List<String> SHARES =
            List.of("100 %", "10 %", "1 %", "0.1 %", "0.01 %", "0.001 %", "0.0001 %");
    private static final int DECADES = SHARES.size() - 1;
    private static final int LINE = 18;
    private static final List<String> COLOURS =
            List.of("#d1495b", "#00798c", "#edae49", "#66a182", "#8d6a9f", "#2e4057", "#b56576");

    String text() {
        int height = TOP + HEIGHT + 110 + LINE * (report.kinds().size() + 1);
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        .formatted(LEFT + WIDTH + 20, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, LEFT, 20, "", "Late, by out-of-orderness and allowed lateness together");
        grid(svg);
        mark(svg, report.outOfOrderness(), "out-of-orderness now");
        if (report.allowedLateness() > 0) {
            mark(svg, report.allowance(), "with allowed lateness");
        }
        for (int i = 0; i < report.kinds().size(); i++) {
            var kind = report.kinds().get(i);
            var name = "%s, %s: event-window pairs".formatted(kind.metric(), kind.window());
            curve(svg, kind.pairs(), COLOURS.get(i % COLOURS.size()), 1.5, name, i + 1);
        }
        curve(svg, report.late(), "black", 2.5, "events late for any window", 0);
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        for (int decade = 0; decade <= DECADES; decade++) {
            double y = y(Math.pow(10, -decade));
            line(svg, LEFT, y, LEFT + WIDTH, y, "#ddd");
            text(svg, LEFT - 6, y + 4, "text-anchor=\"end\"", SHARES.get(decade));
        }
        for (int setting = 0; setting < report.settings().size(); setting++) {
            double x = x(setting);
            line(svg, x, TOP + HEIGHT, x, TOP + HEIGHT + 4, "#999");
            text(
                    svg,
                    0,
                    0,
                    String.format(
                            Locale.ROOT,
                            "text-anchor=\"end\" transform=\"translate(%.1f %d) rotate(-55)\"",
                            x + 4,
                            TOP + HEIGHT + 14),
                    Durations.text(report.settings().get(setting)));
        }
    }

    private void mark(StringBuilder svg, long setting, String what) {
        double x = x(report.place(setting));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#555\" stroke-dasharray=\"4 3\"/>%n",
                        x,
                        TOP,
                        x,
                        TOP + HEIGHT));
        text(
                svg,
                0,
                0,
                String.format(
                        Locale.ROOT,
                        "fill=\"#555\" text-anchor=\"end\" transform=\"translate(%.1f %d) rotate(-90)\"",
                        x - 4,
                        TOP + 2),
                what);
    }

    /** A setting that makes none late has no point: there is no logarithm of it. */
    private void curve(
            StringBuilder svg,
            LatenessReport.Late late,
            String colour,
            double width,
            String name,
            int place) {
        var points =
                IntStream.range(0, report.settings().size())
                        .filter(setting -> late.bySetting().get(setting) > 0)
                        .mapToObj(
                                setting ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                x(setting),
                                                y(late.share(setting))))
                        .collect(Collectors.joining(" "));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                        points,
                        colour,
                        width));
        double y = TOP + HEIGHT + 100.0 + LINE * place;
        line(svg, LEFT, y - 4, LEFT + 24, y - 4, colour);
        text(svg, LEFT + 32, y, "", name);
    }

    private double x(int setting) {
        return LEFT + WIDTH * (setting + 0.5) / report.settings().size();
    }

    private static double y(double share) {
        double decades = Math.min(DECADES, -Math.log10(share));
        return TOP + HEIGHT * decades / DECADES;
    }

    private static void line(
            StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour));
    }

    private static void text(
            StringBuilder svg, double x, double y, String attributes, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>%n",
                        x,
                        y,
                        attributes,
                        escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
