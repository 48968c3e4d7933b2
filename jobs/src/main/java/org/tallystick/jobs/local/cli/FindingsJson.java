package org.tallystick.jobs.local.cli;

import java.time.Instant;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.util.RawValue;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.reprocess.CellAccount;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.JudgedWindow;
import org.tallystick.jobs.reprocess.KindBooks;
import org.tallystick.jobs.reprocess.WindowVerdict;

/** What reprocessing found, for programs: one JSON object on one line. */
final class FindingsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FindingsJson() {}

    static String of(Findings found) {
        var all = JSON.createObjectNode();
        all.put("verdict", found.verdict().word());
        count(found.total(), all);
        var windows = all.putArray("windows");
        for (var each : found.windows()) {
            var window = windows.addObject();
            window.put("metric", each.window().metric());
            window.put("window", each.window().window());
            window.put("verdict", each.books().verdict().word());
            count(each.cells(), window);
            books(each.books(), window);
        }
        var doubtful = all.putArray("doubtful");
        found.doubtful().forEach(each -> doubtful(each, doubtful.addObject()));
        var differences = all.putArray("differences");
        found.first().forEach(each -> listed(each, differences.addObject()));
        return all.toString();
    }

    private static void books(KindBooks books, ObjectNode to) {
        var verdicts = to.putObject("windows");
        for (var verdict : WindowVerdict.values()) {
            verdicts.put(verdict.word(), books.windows(verdict));
        }
        var reasons = to.putObject("reasons");
        books.counts().forEach(reasons::put);
    }

    /** A window that nothing explains. */
    static void doubtful(JudgedWindow judged, ObjectNode to) {
        var window = judged.account();
        to.put("verdict", judged.verdict().word());
        to.put("metric", window.metric());
        to.put("window", window.window());
        to.put("window_start", Instant.ofEpochMilli(window.start()).toString());
        to.put("window_end", Instant.ofEpochMilli(window.end()).toString());
        to.put("doubt", judged.doubt());
        var cell = window.suspect();
        if (cell != null) {
            to.putRawValue("keys", new RawValue(cell.cell().keys()));
            value("live", CellAccount.present(cell.live()), to);
            value("as_seen", cell.seen(), to);
            value("computed", cell.complete(), to);
        }
    }

    private static void count(Comparison cells, ObjectNode to) {
        to.put("matched", cells.matched());
        to.put("changed", cells.changed());
        to.put("missing", cells.missing());
        to.put("extra", cells.extra());
        to.put("corrected", cells.corrected());
    }

    private static void listed(Findings.Listed listed, ObjectNode to) {
        var difference = listed.difference();
        var cell = difference.cell();
        to.put("verdict", difference.verdict().word());
        to.put("metric", cell.metric());
        to.put("window", cell.window());
        to.put("window_start", Instant.ofEpochMilli(cell.start()).toString());
        to.put("window_end", Instant.ofEpochMilli(cell.end()).toString());
        to.putRawValue("keys", new RawValue(cell.keys()));
        value("published", difference.stands() ? difference.published() : null, to);
        value("computed", difference.computed(), to);
        var ledger = to.putObject("ledger");
        listed.ledger().forEach(ledger::put);
    }

    private static void value(String name, PublishedCell cell, ObjectNode to) {
        if (cell == null) {
            to.putNull(name);
            return;
        }
        var value = to.putObject(name);
        value.putRawValue("aggregates", new RawValue(cell.values()));
        value.put("events", cell.events());
    }
}
