package org.tallystick.engine.assemble;

import java.util.Collections;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.Tally;
import org.tallystick.engine.table.Rows;
import org.tallystick.window.Window;

/** Turns rows of one metric into published cells. */
final class CellOutput {
    private static final int LIVE = 0;

    private final BoundMetric metric;
    private final UnpublishedWindows unpublished;
    private final Assembler.Output output;

    /**
     * @param continuation since when the metric's parts count
     */
    CellOutput(BoundMetric metric, MetricContinuation continuation, Assembler.Output output) {
        this.metric = metric;
        this.unpublished = new UnpublishedWindows(continuation);
        this.output = output;
    }

    /** Which windows are not published, and what comes for them. */
    UnpublishedWindows unpublished() {
        return unpublished;
    }

    /** Hands over what was only counted so far. */
    void settle() {
        unpublished.handOver(output);
    }

    void publish(Window window, long start, long end, List<Object> keys, Rows rows, int row) {
        output.cell(
                new Cell(
                        metric.name(),
                        window.text(),
                        start,
                        end,
                        keys,
                        rows.results(row),
                        rows.events(row),
                        rows.fingerprint(row),
                        LIVE,
                        false));
    }

    void fired(long end) {
        output.fired(end);
    }

    /** Says of the last cell that its window had fired before. */
    void revised() {
        output.revised();
    }

    void retract(Window window, long start, long end, List<Object> keys) {
        output.cell(
                new Cell(
                        metric.name(),
                        window.text(),
                        start,
                        end,
                        keys,
                        Collections.nCopies(metric.aggregates().size(), null),
                        0,
                        0,
                        LIVE,
                        true));
    }

    /** Counts events that came for windows that are gone. */
    void afterIdle(Window window, EndRun ends, Tally missed) {
        output.ledger(
                new LedgerEntry(
                        metric.name(),
                        window.text(),
                        ends.first(),
                        ends.last(),
                        LedgerEntry.AFTER_IDLE,
                        missed.events(),
                        missed.fingerprint()));
    }
}
