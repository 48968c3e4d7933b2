package org.tallystick.jobs.reprocess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.window.SessionWindow;

/**
 * Lets those cells pass that overlap the range and that the live job should have published by now,
 * and counts sessions among them that were not read in full.
 */
final class CellsInRange extends RichFilterFunction<Cell> {
    static final String CUT = "sessions-cut";

    private final ReprocessRange range;
    private final ReprocessRange read;
    private final long horizon;
    private final Map<String, SessionWindow> sessions = new HashMap<>();
    private final LongCounter cut = new LongCounter();

    /**
     * @param read what was read for it
     * @param horizon windows that end later, epoch ms, are still open
     */
    CellsInRange(
            ReprocessRange range, ReprocessRange read, long horizon, List<BoundMetric> metrics) {
        this.range = range;
        this.read = read;
        this.horizon = horizon;
        for (BoundMetric metric : metrics) {
            for (var window : metric.windows()) {
                if (window instanceof SessionWindow session) {
                    sessions.put(window.text(), session);
                }
            }
        }
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(CUT, cut);
    }

    @Override
    public boolean filter(Cell cell) {
        boolean inside = range.overlaps(cell) && cell.end() <= horizon;
        var session = sessions.get(cell.window());
        if (inside && session != null && read.cuts(cell, session)) {
            cut.add(1);
        }
        return inside;
    }
}
