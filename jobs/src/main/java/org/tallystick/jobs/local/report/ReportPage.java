package org.tallystick.jobs.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.reprocess.Difference;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.JudgedWindow;
import org.tallystick.jobs.reprocess.KindBooks;
import org.tallystick.jobs.reprocess.WindowVerdict;

/**
 * What reprocessing found as one page that needs nothing else: no network and no script. It is
 * well-formed XML, too.
 *
 * @param pipeline the pipeline's name
 * @param task what was asked for, in words
 * @param found with a drawing
 */
public record ReportPage(String pipeline, String task, Findings found) {
    /** Enough for anybody to look at. */
    private static final int MOST_CHARTS = 60;

    private static final List<String> REASONS =
            List.of(
                    LedgerEntry.LATE,
                    LedgerEntry.AFTER_IDLE,
                    LedgerEntry.PARTIAL,
                    LedgerEntry.REPLAYED);

    /** The whole page. */
    public String text() {
        var title = pipeline + ": " + word();
        return "<!DOCTYPE html>\n"
                + Markup.element(
                        "html",
                        "lang=\"en\"",
                        Markup.element(
                                        "head",
                                        "<meta charset=\"utf-8\"/>\n"
                                                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                                                + "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                                                + Markup.text("title", title)
                                                + Markup.element("style", style()))
                                + Markup.element("body", body()));
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar cannot be read", e);
        }
    }

    private String body() {
        var parts = new ArrayList<String>();
        parts.add(verdict());
        parts.add(section("Windows", windows()));
        if (!found.doubtful().isEmpty()) {
            parts.add(section("What does not add up", doubtful()));
        }
        found.drawing()
                .ifPresent(
                        drawing -> {
                            parts.add(section("Published and from the archive", charts(drawing)));
                            parts.add(section("The books", books(drawing)));
                            if (!drawing.largest().isEmpty()) {
                                parts.add(section("The largest differences", largest(drawing)));
                            }
                        });
        return String.join("", parts);
    }

    private static String section(String title, String content) {
        return Markup.element("section", Markup.text("h2", title) + content);
    }

    private String verdict() {
        var cells = found.total();
        var counts =
                new Columns("cells matched", "changed", "missing", "extra", "corrected")
                        .row(
                                cells.matched(),
                                cells.changed(),
                                cells.missing(),
                                cells.extra(),
                                cells.corrected());
        var corrected = cells.corrected() > 0 ? ", and corrected" : "";
        var meaning =
                found.windows().isEmpty()
                        ? "there was no window to judge"
                        : found.verdict().meaning();
        return Markup.element(
                        "header",
                        "class=\"%s\"".formatted(WindowChart.kind(found.verdict())),
                        Markup.text("p", pipeline + ", " + task)
                                + Markup.text("h1", word())
                                + Markup.text("p", sentence(meaning + corrected)))
                + counts.text("cells");
    }

    private String word() {
        return found.windows().isEmpty() ? "NOTHING TO JUDGE" : found.verdict().word();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private String windows() {
        var table =
                new Columns(
                        "metric", "window", "match", "explained", "logic change", "unexplained");
        for (var each : found.windows()) {
            table.row(
                    each.window().metric(),
                    each.window().window(),
                    each.books().windows(WindowVerdict.MATCH),
                    each.books().windows(WindowVerdict.EXPLAINED),
                    each.books().windows(WindowVerdict.LOGIC_CHANGE),
                    each.books().windows(WindowVerdict.UNEXPLAINED));
        }
        return table.text("windows");
    }

    private String doubtful() {
        return Markup.element(
                "ul",
                found.doubtful().stream()
                        .map(JudgedWindow::text)
                        .map(text -> Markup.text("li", text))
                        .collect(Collectors.joining()));
    }

    private String charts(Findings.Drawing drawing) {
        var worstFirst =
                found.windows().stream()
                        .sorted(
                                Comparator.comparing(
                                        (Findings.OfWindow each) -> each.books().verdict(),
                                        Comparator.reverseOrder()))
                        .toList();
        var charts = new ArrayList<String>();
        for (var each : worstFirst) {
            var series = drawing.series().get(each.window());
            if (series != null) {
                var names = drawing.aggregates().get(each.window().metric());
                for (int i = 0; i < names.size(); i++) {
                    var chart = new WindowChart(series.points(), i);
                    if (!chart.isEmpty()) {
                        charts.add(figure(each, names.get(i), chart, series.windows()));
                    }
                }
            }
        }
        var more =
                charts.size() <= MOST_CHARTS
                        ? ""
                        : Markup.text(
                                "p",
                                "%s more are not drawn; of those that are, the worst come first."
                                        .formatted(Markup.number(charts.size() - MOST_CHARTS)));
        return legend()
                + Markup.element(
                        "div",
                        "class=\"charts\"",
                        charts.stream().limit(MOST_CHARTS).collect(Collectors.joining()))
                + more;
    }

    private static String figure(
            Findings.OfWindow kind, String aggregate, WindowChart chart, long windows) {
        var name =
                "%s, %s: %s".formatted(kind.window().metric(), kind.window().window(), aggregate);
        int shown = chart.points().size();
        var note =
                shown == windows
                        ? "mean over its keys"
                        : "mean over its keys; %s of %s windows, the worst of those that lie near"
                                .formatted(Markup.number(shown), Markup.number(windows));
        return Markup.element(
                "figure",
                Markup.element(
                                "figcaption",
                                Markup.text("strong", name) + " " + Markup.text("span", note))
                        + chart.svg(name));
    }

    private static String legend() {
        return Markup.element(
                "p",
                "class=\"legend\"",
                key("<line class=\"published\" x1=\"-10\" x2=\"10\"/>", "published")
                        + key("<line class=\"archive\" x1=\"-10\" x2=\"10\"/>", "from the archive")
                        + mark(WindowVerdict.EXPLAINED, "stale, explained")
                        + mark(WindowVerdict.LOGIC_CHANGE, "logic change")
                        + mark(WindowVerdict.UNEXPLAINED, "unexplained"));
    }

    private static String mark(WindowVerdict verdict, String name) {
        return key(
                Markup.element(
                        "g",
                        "class=\"mark %s\"".formatted(WindowChart.kind(verdict)),
                        WindowChart.shape(verdict)),
                name);
    }

    private static String key(String drawn, String name) {
        return Markup.element(
                "span",
                Markup.element(
                                "svg",
                                "class=\"key\" viewBox=\"-12 -7 24 14\" xmlns=\"http://www.w3.org/2000/svg\"",
                                drawn)
                        + Markup.escaped(name));
    }

    private String books(Findings.Drawing drawing) {
        return Markup.text("p", "Of the source: received = accepted + duplicate + rejected.")
                + partitions(drawing)
                + Markup.text(
                        "p",
                        "Of the windows in which cells differ: events of all = live + late + after-idle + partial + replayed - duplicate + left over.")
                + accounts();
    }

    private static String partitions(Findings.Drawing drawing) {
        var table =
                new Columns("topic", "partition", "received", "accepted", "duplicate", "rejected");
        long received = 0;
        long accepted = 0;
        long duplicates = 0;
        long rejected = 0;
        for (var each : drawing.partitions()) {
            table.row(
                    each.partition().topic(),
                    (long) each.partition().number(),
                    each.received(),
                    each.accepted().events(),
                    each.duplicates(),
                    each.rejected());
            received += each.received();
            accepted += each.accepted().events();
            duplicates += each.duplicates();
            rejected += each.rejected();
        }
        return table.total("all", "", received, accepted, duplicates, rejected).text("source");
    }

    private String accounts() {
        var table =
                new Columns(
                        "metric",
                        "window",
                        "events of all",
                        "live",
                        "late",
                        "after-idle",
                        "partial",
                        "replayed",
                        "duplicate",
                        "left over");
        for (var each : found.windows()) {
            var row = new ArrayList<Object>();
            row.add(each.window().metric());
            row.add(each.window().window());
            row.addAll(account(each.books()));
            table.row(row.toArray());
        }
        return table.text("accounts");
    }

    private static List<Long> account(KindBooks books) {
        var row = new ArrayList<Long>();
        var tallies = books.tallies();
        row.add(tallies.complete().events());
        row.add(tallies.live().events());
        long left = tallies.complete().events() - tallies.live().events();
        for (String reason : REASONS) {
            long events = events(books.reasons(), reason);
            row.add(events);
            left -= events;
        }
        long duplicates = events(books.reasons(), LedgerEntry.DUPLICATE);
        row.add(duplicates);
        row.add(left + duplicates);
        return row;
    }

    private static long events(Map<String, Tally> reasons, String reason) {
        return reasons.getOrDefault(reason, Tally.NOTHING).events();
    }

    private static String largest(Findings.Drawing drawing) {
        var table =
                new Columns(
                        "what",
                        "metric",
                        "window",
                        "from",
                        "to",
                        "key",
                        "published",
                        "events",
                        "from the archive",
                        "events",
                        "its window went without");
        for (var each : drawing.largest()) {
            var difference = each.difference();
            var cell = difference.cell();
            table.row(
                    difference.verdict().word(),
                    cell.metric(),
                    cell.window(),
                    Instant.ofEpochMilli(cell.start()),
                    Instant.ofEpochMilli(cell.end()),
                    cell.keys(),
                    difference.stands() ? difference.published().values() : "nothing",
                    difference.stands() ? difference.published().events() : 0L,
                    difference.computed() == null ? "nothing" : difference.computed().values(),
                    computed(difference),
                    reasons(each.ledger()));
        }
        return table.text("differences");
    }

    private static long computed(Difference difference) {
        return difference.computed() == null ? 0 : difference.computed().events();
    }

    private static String reasons(Map<String, Long> ledger) {
        return ledger.entrySet().stream()
                .map(each -> Markup.number(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
