package org.tallystick.jobs.local.demo;

import java.nio.file.Path;
import org.tallystick.jobs.local.runner.Progress;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.WindowVerdict;

/** The demo's closing words. */
final class DemoReport {
    private DemoReport() {}

    /** What came in, what came of it, and whether both halves match. */
    static String table(long received, Progress live, Findings findings) {
        var found = findings.total();
        return new TextTable()
                .row("received", received, "records on the topic, each counted once below")
                .row("  rejected", live.rejects(), "kept with bytes, position and reason")
                .row("  duplicate", live.duplicates(), "sent again, dropped")
                .row("  accepted", live.events() - live.duplicates(), "archived and aggregated")
                .row(
                        "late",
                        live.late(),
                        "times that a window had closed for good before an event came")
                .row("published", live.cells(), "cells, live, revisions among them")
                .row("matched", found.matched(), "cells: reprocessing came to the same, bit by bit")
                .row("stale", stale(found), "cells: late events had left them behind")
                .row(
                        "explained",
                        windows(findings, WindowVerdict.EXPLAINED),
                        "stale windows: what they went without is in the ledger, event by event")
                .row("unexplained", windows(findings, WindowVerdict.UNEXPLAINED), "windows")
                .row("corrected", found.corrected(), "cells, from the archive")
                .toString();
    }

    private static long windows(Findings found, WindowVerdict verdict) {
        return found.windows().stream().mapToLong(each -> each.books().windows(verdict)).sum();
    }

    private static long stale(Comparison found) {
        return found.changed() + found.missing() + found.extra();
    }

    static String chartTitle(String airport) {
        return "Mean delay of departures from "
                + airport
                + " in minutes, by hour with at least "
                + DemoResults.ENOUGH_FLIGHTS
                + " flights";
    }

    /** Where to look next. */
    static String next(Path folder) {
        return new TextTable()
                .row("Left in " + folder + ":", "")
                .row("  results", "every published cell, as JSON lines")
                .row("  report.html", "what reprocessing found, for a browser")
                .row("  warehouse", "the archive: Iceberg tables, listed in catalog.db")
                .row("Next:", "")
                .row("  jobs/examples/flights/flights.yaml", "the definition behind all this")
                .row("  ./tallystick check FILE", "what a pipeline will do")
                .row("  ./tallystick help", "all commands")
                .toString();
    }
}
