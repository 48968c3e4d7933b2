package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.PartitionBooks;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.JudgedWindow;

/** Books for people. */
final class BooksText {
    private BooksText() {}

    static String of(Books books) {
        var parts = new ArrayList<String>();
        parts.add(books.balance() ? "The books balance." : "The books do not balance.");
        parts.add("received = accepted + duplicate + rejected\n" + partitions(books.partitions()));
        if (books.dropped() != books.duplicates()) {
            parts.add(
                    "the checkpoints count %,d repeats, the ledger has %,d"
                            .formatted(books.dropped(), books.duplicates()));
        }
        if (!books.windows().windows().isEmpty()) {
            parts.add(
                    "of all windows: complete = live + late + after-idle + partial + replayed - duplicate\n"
                            + windows(books.windows().windows()));
        }
        var doubtful = books.windows().doubtful();
        if (!doubtful.isEmpty()) {
            parts.add(String.join("\n", doubtful.stream().map(JudgedWindow::text).toList()));
        }
        return String.join("\n\n", parts);
    }

    private static String partitions(List<PartitionBooks> partitions) {
        var table =
                new TextTable()
                        .row(
                                "topic",
                                "partition",
                                "received",
                                "accepted",
                                "duplicate",
                                "rejected",
                                "in events",
                                "in rejects",
                                "");
        for (var each : partitions) {
            table.row(
                    each.partition().topic(),
                    each.partition().number(),
                    each.received(),
                    each.accepted().events(),
                    each.duplicates(),
                    each.rejected(),
                    each.events().events(),
                    each.rejects(),
                    each.balances() ? "balances" : doubt(each));
        }
        return table.toString();
    }

    private static String doubt(PartitionBooks books) {
        return books.accepted().events() == books.events().events()
                        && books.accepted().fingerprint() != books.events().fingerprint()
                ? "DOES NOT BALANCE: the events are not those that were accepted"
                : "DOES NOT BALANCE";
    }

    private static String windows(List<Findings.OfWindow> windows) {
        var table =
                new TextTable()
                        .row(
                                "metric",
                                "window",
                                "complete",
                                "live",
                                "went without",
                                "fingerprint",
                                "");
        for (var each : windows) {
            var tallies = each.books().tallies();
            table.row(
                    each.window().metric(),
                    each.window().window(),
                    tallies.complete().events(),
                    tallies.live().events(),
                    RunReport.reasons(each.books().counts()),
                    fingerprint(tallies.complete()),
                    each.books().verdict().isFine() ? "balances" : "DOES NOT BALANCE");
        }
        return table.toString();
    }

    private static String fingerprint(Tally tally) {
        return Long.toHexString(tally.fingerprint());
    }
}
