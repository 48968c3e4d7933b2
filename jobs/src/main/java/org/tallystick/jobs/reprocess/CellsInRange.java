package org.tallystick.jobs.reprocess;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;

/**
 * Lets those cells pass that are to be judged, that the live job should have published by now, and
 * that were read in full. Sessions that reach further than was read go by one side, those that the
 * live job may still publish by another.
 */
final class CellsInRange extends ProcessFunction<Cell, Cell> {
    /** Sessions in the range that events beyond what was read may belong to. */
    static final OutputTag<Cell> CUT = new OutputTag<>("sessions-cut", CellType.INSTANCE);

    /** Sessions in the range, whole, that the live job may still change. */
    static final OutputTag<Cell> OPEN = new OutputTag<>("sessions-open", CellType.INSTANCE);

    private final Scope scope;
    private final ReadSpan read;
    private final ClosedWindows closed;

    /**
     * @param read what was read for it
     * @param closed which windows the live job publishes no more
     */
    CellsInRange(Scope scope, ReadSpan read, ClosedWindows closed) {
        this.scope = scope;
        this.read = read;
        this.closed = closed;
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<Cell> out) {
        if (!scope.holds(cell.metric(), cell.window(), cell.start(), cell.end())) {
            return;
        }
        if (read.cuts(cell)) {
            context.output(CUT, cell);
        } else if (closed.holds(cell.end())) {
            out.collect(cell);
        } else if (read.isSession(cell)) {
            context.output(OPEN, cell);
        }
    }
}
