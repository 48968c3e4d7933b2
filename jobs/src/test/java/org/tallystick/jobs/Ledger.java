package org.tallystick.jobs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.tallystick.oracle.Tally;

/** Rows of the table {@code ledger}, added up. */
final class Ledger {
    private Ledger() {}

    /** What each window went without, in the form of {@link JudgedMetric#late}. */
    static SortedMap<String, String> late(List<Record> rows) {
        var tallies = new HashMap<String, Tally>();
        rows.stream()
                .filter(row -> row.getField("reason").equals("late"))
                .forEach(row -> tallies.merge(id(row), tally(row), Ledger::sum));
        var texts = new TreeMap<String, String>();
        tallies.forEach((id, tally) -> texts.put(id, JudgedMetric.tally(tally)));
        return texts;
    }

    private static String id(Record row) {
        return CellTexts.id(
                row.getField("metric").toString(),
                row.getField("window").toString(),
                instant(row, "window_start"),
                instant(row, "window_end"),
                "");
    }

    private static Tally tally(Record row) {
        return new Tally((long) row.getField("events"), (long) row.getField("fingerprint"));
    }

    private static Tally sum(Tally left, Tally right) {
        return new Tally(left.events() + right.events(), left.fingerprint() + right.fingerprint());
    }

    private static Instant instant(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant();
    }
}
