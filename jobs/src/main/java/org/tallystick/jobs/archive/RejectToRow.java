package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;

/** Rejects as rows of the table {@code rejects}. */
record RejectToRow(EventLayout layout, RowOrder order) implements MapFunction<RowData, RowData> {

    @Override
    public RowData map(RowData reject) {
        return order.row(
                reject.isNullAt(layout.rejectBytes())
                        ? null
                        : reject.getBinary(layout.rejectBytes()),
                reject.getString(layout.topic()),
                reject.getInt(layout.partition()),
                reject.getLong(layout.offset()),
                reject.getString(layout.rejectReason()),
                Times.timestamp(reject, layout.ingestedAt()),
                null,
                null,
                reject.getString(layout.rejectKind()),
                reject.isNullAt(layout.rejectCarried())
                        ? null
                        : reject.getString(layout.rejectCarried()));
    }
}
