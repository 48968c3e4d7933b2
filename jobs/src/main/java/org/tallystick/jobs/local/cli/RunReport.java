package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.JudgedWindow;
import org.tallystick.jobs.reprocess.WindowVerdict;

/** What a finished run came to, for people. */
final class RunReport {
    private RunReport() {}

    /** A finished stream job in one line. */
    static String summary(LocalRun run) {
        var total = run.total();
        return String.format(
                Locale.ROOT,
                "%s after %.1f s: %,d events, %,d rejects, %,d duplicates, %,d late, %,d cells%s",
                run.stopped() ? "Stopped" : "Done",
                run.took().toMillis() / 1000.0,
                total.events(),
                total.rejects(),
                total.duplicates(),
                total.late(),
                total.cells(),
                total.rare(", "));
    }

    /**
     * What reprocessing found: the verdict, totals, by metric and window, what is not explained and
     * the first differences.
     */
    static String of(Findings found) {
        var parts = new ArrayList<String>();
        parts.add(verdict(found));
        parts.add(total(found.total()));
        if (!found.windows().isEmpty()) {
            parts.add(windows(found.windows()));
            parts.add(cells(found.windows()));
        }
        if (!found.doubtful().isEmpty()) {
            parts.add(doubtful(found.doubtful()));
        }
        if (!found.first().isEmpty()) {
            parts.add(differences(found));
        }
        return String.join("\n\n", parts);
    }

    private static String verdict(Findings found) {
        var cells = found.total();
        var corrected = cells.corrected() > 0 ? ", and corrected" : "";
        return found.verdict().word() + ": " + found.verdict().meaning() + corrected;
    }

    private static String windows(List<Findings.OfWindow> windows) {
        var verdicts =
                Arrays.stream(WindowVerdict.values())
                        .map(WindowVerdict::word)
                        .toArray(String[]::new);
        var table = new TextTable();
        var head = new ArrayList<Object>(List.of("window"));
        head.addAll(List.of(verdicts));
        head.add("went without");
        table.row("metric", head.toArray());
        for (var each : windows) {
            var row = new ArrayList<Object>(List.of(each.window().window()));
            for (var verdict : WindowVerdict.values()) {
                row.add(each.books().windows(verdict));
            }
            row.add(reasons(each.books().counts()));
            table.row(each.window().metric(), row.toArray());
        }
        return "Windows:\n" + table;
    }

    private static String doubtful(List<JudgedWindow> windows) {
        var lines = new ArrayList<String>();
        lines.add("What does not add up:");
        windows.forEach(window -> lines.add("  " + window.text()));
        return String.join("\n", lines);
    }

    private static String total(Comparison cells) {
        return new TextTable()
                .row("cells matched", cells.matched())
                .row("changed", cells.changed())
                .row("missing", cells.missing())
                .row("extra", cells.extra())
                .row("corrected", cells.corrected())
                .toString();
    }

    private static String cells(List<Findings.OfWindow> windows) {
        var table =
                new TextTable().row("metric", "window", "matched", "changed", "missing", "extra");
        for (var each : windows) {
            var cells = each.cells();
            table.row(
                    each.window().metric(),
                    each.window().window(),
                    cells.matched(),
                    cells.changed(),
                    cells.missing(),
                    cells.extra());
        }
        return "Cells:\n" + table;
    }

    private static String differences(Findings found) {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "The first %,d of %,d differences, published -> from the archive:",
                        found.first().size(),
                        found.total().differences()));
        found.first().forEach(each -> lines.add("  " + line(each)));
        return String.join("\n", lines);
    }

    private static String line(Findings.Listed listed) {
        var text = listed.difference().text();
        return listed.ledger().isEmpty()
                ? text
                : text + "; the ledger has of this window: " + reasons(listed.ledger());
    }

    /** Counts of events by reasons. */
    static String reasons(Map<String, Long> ledger) {
        return ledger.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
    }
}
