package org.tallystick.jobs.local.cli;

import java.util.Locale;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.reprocess.Comparison;

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

    /** What reprocessing found. */
    static String table(Comparison found) {
        return new TextTable()
                .row("cells matched", found.matched())
                .row("changed", found.changed())
                .row("missing", found.missing())
                .row("extra", found.extra())
                .row("corrected", found.corrected())
                .toString();
    }
}
