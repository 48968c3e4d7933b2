package org.tallystick.flink;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.event.EventLayout;

/** Lets events pass and sends rejects to the side. */
final class SplitRejects extends ProcessFunction<RowData, RowData> {
    private final int reason;
    private final OutputTag<RowData> rejects;

    SplitRejects(EventLayout layout, OutputTag<RowData> rejects) {
        this.reason = layout.rejectReason();
        this.rejects = rejects;
    }

    @Override
    public void processElement(RowData row, Context context, Collector<RowData> out) {
        if (row.isNullAt(reason)) {
            out.collect(row);
        } else {
            context.output(rejects, row);
        }
    }
}
