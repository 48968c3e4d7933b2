package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;

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

    /** What reprocessing found: totals, by metric and window, and the first differences. */
    static String of(Findings found) {
        var parts = new ArrayList<String>();
        parts.add(total(found.total()));
        if (!found.windows().isEmpty()) {
            parts.add(windows(found.windows()));
        }
        if (!found.first().isEmpty()) {
            parts.add(differences(found));
        }
        return String.join("\n\n", parts);
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

    private static String windows(List<Findings.OfWindow> windows) {
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
        return table.toString();
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

    private static String reasons(Map<String, Long> ledger) {
        return ledger.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
    }
}
