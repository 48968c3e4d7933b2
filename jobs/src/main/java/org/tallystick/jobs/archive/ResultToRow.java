package org.tallystick.jobs.archive;

import static org.apache.flink.table.data.StringData.fromString;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;

/** Cells as rows of the table {@code results}; a process function for the time of publication. */
final class ResultToRow extends ProcessFunction<Cell, RowData> {
    private final CellJson json;
    private final String run;
    private final RowOrder order;

    ResultToRow(CellJson json, String run, RowOrder order) {
        this.json = json;
        this.run = run;
        this.order = order;
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<RowData> out) {
        out.collect(row(cell, context.timerService().currentProcessingTime()));
    }

    private RowData row(Cell cell, long published) {
        return order.row(
                fromString(cell.metric()),
                fromString(cell.window()),
                TimestampData.fromEpochMillis(cell.start()),
                TimestampData.fromEpochMillis(cell.end()),
                fromString(json.keys(cell)),
                fromString(json.values(cell)),
                cell.events(),
                cell.fingerprint(),
                cell.revision(),
                cell.retracted(),
                fromString(run),
                TimestampData.fromEpochMillis(published));
    }
}
