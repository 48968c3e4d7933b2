package org.tallystick.jobs.reprocess;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;

/**
 * Lets those cells pass that overlap the range, that the live job should have published by now, and
 * that were read in full. Sessions that reach further than was read go by the side.
 */
final class CellsInRange extends ProcessFunction<Cell, Cell> {
    /** Sessions in the range that events beyond what was read may belong to. */
    static final OutputTag<Cell> CUT = new OutputTag<>("sessions-cut", CellType.INSTANCE);

    private final ReprocessRange range;
    private final ReadSpan read;
    private final long horizon;

    /**
     * @param read what was read for it
     * @param horizon windows that end later, epoch ms, are still open
     */
    CellsInRange(ReprocessRange range, ReadSpan read, long horizon) {
        this.range = range;
        this.read = read;
        this.horizon = horizon;
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<Cell> out) {
        if (!range.overlaps(cell) || cell.end() > horizon) {
            return;
        }
        if (read.cuts(cell)) {
            context.output(CUT, cell);
        } else {
            out.collect(cell);
        }
    }
}
