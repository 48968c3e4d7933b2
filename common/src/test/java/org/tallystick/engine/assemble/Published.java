package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.oracle.Exact;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Tally;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Windows;

/** What the engine has published, and whether that is as it must be. */
public final class Published implements Assembler.Output {
    /** What a cell is known by. */
    public record Id(String metric, String window, long start, long end, List<Object> keys)
            implements Comparable<Id> {
        private static final Comparator<Id> ORDER =
                Comparator.comparing(Id::metric)
                        .thenComparing(Id::window)
                        .thenComparing(Id::start)
                        .thenComparing(Id::end)
                        .thenComparing(id -> id.keys().toString());

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }

        static Id of(Cell cell) {
            return new Id(cell.metric(), cell.window(), cell.start(), cell.end(), cell.keys());
        }
    }

    private final List<Cell> cells = new ArrayList<>();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<Partials> dropped = new ArrayList<>();
    private int revised;

    @Override
    public void cell(Cell cell) {
        cells.add(cell);
    }

    @Override
    public void ledger(LedgerEntry entry) {
        ledger.add(entry);
    }

    @Override
    public void dropped(Partials partials) {
        dropped.add(partials);
    }

    @Override
    public void revised() {
        revised++;
    }

    /**
     * A cell is published at the firing of its window at most once: whatever else is published
     * counts as revised.
     */
    public void assertRevisionsAreCounted() {
        var ids = new TreeSet<Id>();
        cells.forEach(cell -> ids.add(Id.of(cell)));
        assertThat(cells.size() - revised).as("cells less revised ones").isBetween(1, ids.size());
    }

    /** Partials without a use. */
    public List<Partials> dropped() {
        return dropped;
    }

    /** In the order in which they were published. */
    public List<Cell> cells() {
        return cells;
    }

    public List<LedgerEntry> ledger() {
        return ledger;
    }

    /** A copy that goes its own way. */
    public Published copy() {
        var copy = new Published();
        copy.cells.addAll(cells);
        copy.ledger.addAll(ledger);
        copy.revised = revised;
        return copy;
    }

    /** The version of every cell that counts, unless it takes the cell back. */
    public Map<Id, Cell> standing() {
        var standing = new TreeMap<Id, Cell>();
        for (Cell cell : cells) {
            standing.merge(
                    Id.of(cell), cell, (a, b) -> b.version().compareTo(a.version()) >= 0 ? b : a);
        }
        standing.values().removeIf(Cell::retracted);
        return standing;
    }

    /** Cells that were published with one number of events, and then with more. */
    public Set<Id> revisedCells() {
        var events = new TreeMap<Id, Set<Long>>();
        for (Cell cell : cells) {
            if (!cell.retracted()) {
                events.computeIfAbsent(Id.of(cell), id -> new TreeSet<>()).add(cell.events());
            }
        }
        events.values().removeIf(versions -> versions.size() < 2);
        return events.keySet();
    }

    /** Where nothing was published twice: every version counts more than the one before. */
    public void assertVersionsRise() {
        var last = new TreeMap<Id, Cell>();
        for (Cell cell : cells) {
            var before = last.put(Id.of(cell), cell);
            assertThat(cell.revision()).as("revision of %s", cell).isZero();
            if (before != null) {
                assertThat(cell.version())
                        .as("%s after %s", cell, before)
                        .isGreaterThan(before.version());
            }
            if (cell.retracted()) {
                assertThat(before).as("what %s takes back", cell).isNotNull();
            }
        }
    }

    /** Ledger entries of one reason added up, by an id without keys. */
    public Map<Id, Tally> ledger(String reason) {
        var sums = new TreeMap<Id, Tally>();
        for (LedgerEntry entry : ledger) {
            if (entry.reason().equals(reason)) {
                var tally = new Tally(entry.events(), entry.fingerprint());
                windows(entry).forEach(id -> sums.merge(id, tally, Published::sum));
            }
        }
        return sums;
    }

    private static Tally sum(Tally a, Tally b) {
        return new Tally(a.events() + b.events(), a.fingerprint() + b.fingerprint());
    }

    /** Each of the windows that an entry is about; of sessions what its events would be alone. */
    public static List<Id> windows(LedgerEntry entry) {
        var ids = new ArrayList<Id>();
        if (Windows.parse(entry.window()) instanceof AlignedWindow window) {
            assertThat(window.firstEnd(entry.firstEnd() - 1)).isEqualTo(entry.firstEnd());
            for (long end = entry.firstEnd(); end <= entry.lastEnd(); end = window.nextEnd(end)) {
                ids.add(id(entry, window.start(end), end));
            }
            assertThat(ids.get(ids.size() - 1).end()).isEqualTo(entry.lastEnd());
        } else {
            var session = (SessionWindow) Windows.parse(entry.window());
            ids.add(id(entry, entry.firstEnd() - session.gapMillis(), entry.lastEnd()));
        }
        return ids;
    }

    private static Id id(LedgerEntry entry, long start, long end) {
        return new Id(entry.metric(), entry.window(), start, end, List.of());
    }

    /** The standing cells and the ledger are what the trial's oracle says. */
    public void assertIsVerdictOf(Trial trial, Map<Id, Trial.Expected> expected) {
        var standing = standing();
        assertThat(standing.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, cell) -> assertCell(standing.get(id), cell));
        assertThat(ledger(LedgerEntry.LATE)).isEqualTo(trial.late());
        assertThat(ledger(LedgerEntry.AFTER_IDLE)).isEmpty();
    }

    private static void assertCell(Cell cell, Trial.Expected expected) {
        var events = expected.events();
        assertThat(new Tally(cell.events(), cell.fingerprint()))
                .as("events of %s", cell)
                .isEqualTo(Tally.of(events));
        var measures = expected.metric().measures();
        for (int i = 0; i < measures.size(); i++) {
            assertThat(cell.values().get(i))
                    .as("%s of %s", measures.get(i), cell)
                    .isEqualTo(value(measures.get(i), events));
        }
        if (expected.metric().hasSketches()) {
            assertApproximations(cell, measures.size(), Measure.longs(events));
        }
    }

    /** A deviation is by definition the root of the variance as a double. */
    private static Object value(Measure measure, List<OracleEvent> events) {
        return switch (measure) {
            case STDDEV_LONG -> root(Measure.VARIANCE_LONG.of(events));
            case STDDEV_DOUBLE -> root(Measure.VARIANCE_DOUBLE.of(events));
            default -> measure.of(events);
        };
    }

    private static Double root(Object variance) {
        return variance == null ? null : (Double) Math.sqrt((Double) variance);
    }

    private static void assertApproximations(Cell cell, int at, List<Long> values) {
        long distinct = values.stream().distinct().count();
        assertThat(((Number) cell.values().get(at)).doubleValue())
                .as("approx_count_distinct of %s", cell)
                .isBetween(distinct * 0.9 - 1, distinct * 1.1 + 1);
        Object percentile = cell.values().get(at + 1);
        if (values.isEmpty()) {
            assertThat(percentile).isNull();
        } else {
            double low = Exact.lowerQuantile(values, TrialMetric.PERCENTILE);
            double high = Exact.upperQuantile(values, TrialMetric.PERCENTILE);
            assertThat((Double) percentile)
                    .as("approx_percentile of %s", cell)
                    .isBetween(low - 0.011 * Math.abs(low), high + 0.011 * Math.abs(high));
        }
    }

    /** For a comparison to the bit of what does not depend on timing. */
    public Map<Id, List<Object>> values() {
        var values = new TreeMap<Id, List<Object>>();
        standing()
                .forEach(
                        (id, cell) -> {
                            var all = new ArrayList<>(cell.values());
                            all.add(cell.events());
                            all.add(cell.fingerprint());
                            values.put(id, all);
                        });
        return values;
    }

    /** The values are those of another run, to the bit. */
    public void assertSameValues(Map<Id, List<Object>> others) {
        var values = values();
        var missing = new TreeSet<>(others.keySet());
        missing.removeAll(values.keySet());
        assertThat(missing).as("missing").isEmpty();
        var extra = new TreeSet<>(values.keySet());
        extra.removeAll(others.keySet());
        assertThat(extra).as("more than there should be").isEmpty();
        values.forEach((id, all) -> assertThat(all).as("%s", id).isEqualTo(others.get(id)));
    }
}
