package org.tallystick.jobs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.assemble.Published;
import org.tallystick.oracle.Tally;

/** Rows of the table {@code ledger}, added up. */
public final class Ledger {
    private Ledger() {}

    /** What each window went without, in the form of {@link JudgedMetric#late}. */
    public static SortedMap<String, String> late(List<Record> rows) {
        var tallies = new HashMap<String, Tally>();
        rows.stream()
                .filter(row -> row.getField("reason").equals("late"))
                .map(Ledger::entry)
                .forEach(
                        entry ->
                                Published.windows(entry)
                                        .forEach(
                                                id ->
                                                        tallies.merge(
                                                                id(id),
                                                                tally(entry),
                                                                Ledger::sum)));
        var texts = new TreeMap<String, String>();
        tallies.forEach((id, tally) -> texts.put(id, JudgedMetric.tally(tally)));
        return texts;
    }

    private static LedgerEntry entry(Record row) {
        return new LedgerEntry(
                row.getField("metric").toString(),
                row.getField("window").toString(),
                millis(row, "first_end"),
                millis(row, "last_end"),
                row.getField("reason").toString(),
                (long) row.getField("events"),
                (long) row.getField("fingerprint"));
    }

    private static String id(Published.Id window) {
        return CellTexts.id(
                window.metric(),
                window.window(),
                Instant.ofEpochMilli(window.start()),
                Instant.ofEpochMilli(window.end()),
                "");
    }

    private static Tally tally(LedgerEntry entry) {
        return new Tally(entry.events(), entry.fingerprint());
    }

    private static Tally sum(Tally left, Tally right) {
        return new Tally(left.events() + right.events(), left.fingerprint() + right.fingerprint());
    }

    private static long millis(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant().toEpochMilli();
    }
}
