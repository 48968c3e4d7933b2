package org.tallystick.engine;

import java.util.Collections;
import java.util.List;
import org.tallystick.window.Window;

/** Turns rows of one metric into published cells. */
final class CellOutput {
    private final MetricLayout metric;
    private final Assembler.Output output;

    CellOutput(MetricLayout metric, Assembler.Output output) {
        this.metric = metric;
        this.output = output;
    }

    void publish(
            Window window,
            long start,
            long end,
            List<Object> keys,
            Rows rows,
            int row,
            int revision) {
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
                        revision,
                        false));
    }

    void retract(Window window, long start, long end, List<Object> keys, int revision) {
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
                        revision,
                        true));
    }

    /** Counts events that came for a window that is gone. */
    void afterIdle(Window window, long start, long end, long events, long fingerprint) {
        output.ledger(
                new LedgerEntry(
                        metric.name(),
                        window.text(),
                        start,
                        end,
                        LedgerEntry.AFTER_IDLE,
                        events,
                        fingerprint));
    }
}
