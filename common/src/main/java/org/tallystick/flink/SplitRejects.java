package org.tallystick.flink;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.event.EventLayout;

/**
 * Lets events pass, sends rejects to the side and leaves out what is passed over; the first few
 * rejects are told to {@link Observers}.
 */
final class SplitRejects extends ProcessFunction<RowData, RowData> {
    private static final int TOLD = 3;

    private final EventLayout layout;
    private final OutputTag<RowData> rejects;
    private transient int told;

    SplitRejects(EventLayout layout, OutputTag<RowData> rejects) {
        this.layout = layout;
        this.rejects = rejects;
    }

    @Override
    public void processElement(RowData row, Context context, Collector<RowData> out) {
        if (layout.isEvent(row)) {
            out.collect(row);
        } else if (layout.isReject(row)) {
            context.output(rejects, row);
            tell(row);
        }
    }

    private void tell(RowData row) {
        if (told < TOLD) {
            told++;
            var text =
                    "%s, partition %d, position %d: %s"
                            .formatted(
                                    row.getString(layout.topic()),
                                    row.getInt(layout.partition()),
                                    row.getLong(layout.offset()),
                                    row.getString(layout.rejectReason()));
            Observers.rejected(getRuntimeContext().getMetricGroup(), text);
        }
    }
}
