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
    private final ClosedWindows closed;

    /**
     * @param read what was read for it
     * @param closed which windows the live job publishes no more
     */
    CellsInRange(ReprocessRange range, ReadSpan read, ClosedWindows closed) {
        this.range = range;
        this.read = read;
        this.closed = closed;
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<Cell> out) {
        if (!range.overlaps(cell) || !closed.holds(cell.end())) {
            return;
        }
        if (read.cuts(cell)) {
            context.output(CUT, cell);
        } else {
            out.collect(cell);
        }
    }
}
