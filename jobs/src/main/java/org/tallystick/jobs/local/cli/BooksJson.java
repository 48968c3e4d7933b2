package org.tallystick.jobs.local.cli;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.PartitionBooks;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Findings;

/** Books for programs: one JSON object on one line. */
final class BooksJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BooksJson() {}

    static String of(Books books) {
        var all = JSON.createObjectNode();
        all.put("balance", books.balance());
        var partitions = all.putArray("partitions");
        books.partitions().forEach(each -> partition(each, partitions.addObject()));
        all.put("duplicates_in_ledger", books.duplicates());
        var windows = all.putArray("windows");
        books.windows().windows().forEach(each -> window(each, windows.addObject()));
        var doubtful = all.putArray("doubtful");
        books.windows()
                .doubtful()
                .forEach(each -> FindingsJson.doubtful(each, doubtful.addObject()));
        return all.toString();
    }

    private static void partition(PartitionBooks books, ObjectNode to) {
        to.put("topic", books.partition().topic());
        to.put("partition", books.partition().number());
        to.put("received", books.received());
        tally(books.accepted(), to.putObject("accepted"));
        to.put("duplicates", books.duplicates());
        to.put("rejected", books.rejected());
        tally(books.events(), to.putObject("events"));
        to.put("rejects", books.rejects());
        to.put("balances", books.balances());
    }

    private static void window(Findings.OfWindow kind, ObjectNode to) {
        to.put("metric", kind.window().metric());
        to.put("window", kind.window().window());
        tally(kind.books().tallies().complete(), to.putObject("complete"));
        tally(kind.books().tallies().live(), to.putObject("live"));
        var reasons = to.putObject("reasons");
        kind.books().reasons().forEach((reason, each) -> tally(each, reasons.putObject(reason)));
        to.put("balances", kind.books().verdict().isFine());
    }

    private static void tally(Tally tally, ObjectNode to) {
        to.put("events", tally.events());
        to.put("fingerprint", tally.fingerprint());
    }
}
