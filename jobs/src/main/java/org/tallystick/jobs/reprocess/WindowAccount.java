package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * All that is known of one window of a metric, over all its keys.
 *
 * @param metric the metric's name
 * @param window the window's text
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param cells how many there are or should be
 * @param differing how many of its cells do not stand as they should
 * @param tallies which events it holds; of a window in which none differs, that may be missing
 * @param wrong how many cells were published with other values than their events come to
 * @param foreign how many were published live with events that do not belong there
 * @param lacking how many were published live without some of their aggregates
 * @param corrections the runs whose corrections stand, in the order of their names
 * @param values what its cells come to; null unless it is to be drawn
 * @param suspect the cell that tells most of what is wrong; null if there is none
 */
public record WindowAccount(
        String metric,
        String window,
        long start,
        long end,
        long cells,
        long differing,
        WindowTallies tallies,
        long wrong,
        long foreign,
        long lacking,
        List<String> corrections,
        WindowValues values,
        CellAccount suspect)
        implements Serializable {

    private static final Comparator<CellAccount> MOST_TELLING =
            Comparator.comparing((CellAccount cell) -> isWrong(cell) ? 0 : 1)
                    .thenComparing(cell -> cell.isUnseen() ? 0 : 1)
                    .thenComparing(cell -> cell.differs() ? 0 : 1)
                    .thenComparing(cell -> cell.cell().keys());

    /**
     * A cell has been judged.
     *
     * @param values null unless they are to be drawn
     */
    static WindowAccount judged(
            String metric,
            String window,
            long start,
            long end,
            boolean differs,
            WindowValues values) {
        return new WindowAccount(
                metric,
                window,
                start,
                end,
                1,
                differs ? 1 : 0,
                WindowTallies.NOTHING,
                0,
                0,
                0,
                List.of(),
                values,
                null);
    }

    /** What one cell adds, beside its judgement. */
    static WindowAccount of(CellAccount account) {
        var cell = account.cell();
        boolean wrong = isWrong(account);
        boolean tells = wrong || account.isUnseen() || account.differs();
        return new WindowAccount(
                cell.metric(),
                cell.window(),
                cell.start(),
                cell.end(),
                0,
                0,
                WindowTallies.of(account),
                wrong ? 1 : 0,
                account.hasForeign() ? 1 : 0,
                account.lacks() ? 1 : 0,
                account.isCorrected() ? List.of(account.standing().run()) : List.of(),
                null,
                tells ? account : null);
    }

    private static boolean isWrong(CellAccount cell) {
        return cell.isWrongLive() || cell.isWronglyCorrected();
    }

    /** Both together; of the same window. */
    WindowAccount and(WindowAccount other) {
        return new WindowAccount(
                metric,
                window,
                start,
                end,
                cells + other.cells,
                differing + other.differing,
                tallies.plus(other.tallies),
                wrong + other.wrong,
                foreign + other.foreign,
                lacking + other.lacking,
                union(corrections, other.corrections),
                plus(values, other.values),
                mostTelling(suspect, other.suspect));
    }

    private static WindowValues plus(WindowValues left, WindowValues right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.plus(right);
    }

    private static List<String> union(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? right : left;
        }
        var runs = new TreeSet<>(left);
        runs.addAll(right);
        return List.copyOf(runs);
    }

    private static CellAccount mostTelling(CellAccount left, CellAccount right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return MOST_TELLING.compare(left, right) <= 0 ? left : right;
    }

    /** Whether there is nothing to judge: no cell is there or should be, or ever was. */
    boolean isNone() {
        return cells == 0 && tallies.equals(WindowTallies.NOTHING);
    }

    /** Whether a cell differs, or the live job should have published one and nobody has it. */
    boolean isDoubtful() {
        return differing > 0 || (cells == 0 && tallies.unpublished().events() > 0);
    }

    /** The same without what it holds: of windows that match, not all of that is read. */
    WindowAccount judgedAlone() {
        return new WindowAccount(
                metric,
                window,
                start,
                end,
                cells,
                differing,
                WindowTallies.NOTHING,
                0,
                0,
                0,
                List.of(),
                values,
                null);
    }

    /** What windows have in common that are one. */
    String identity() {
        return String.join("\n", metric, window, Long.toString(start), Long.toString(end));
    }
}
