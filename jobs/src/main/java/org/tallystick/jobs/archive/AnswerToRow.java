package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.event.EventLayout;

/** Notes in the table {@code rejects} that a reject has been decoded since. */
record AnswerToRow(EventLayout layout, RowOrder order) implements MapFunction<RowData, RowData> {

    @Override
    public RowData map(RowData answer) {
        var reason =
                "was %s: %s"
                        .formatted(
                                answer.getString(layout.rejectKind()),
                                answer.getString(layout.rejectReason()));
        return order.row(
                null,
                answer.getString(layout.topic()),
                answer.getInt(layout.partition()),
                answer.getLong(layout.offset()),
                StringData.fromString(reason),
                Times.timestamp(answer, layout.ingestedAt()),
                null,
                null,
                StringData.fromString(ArchiveTable.REPLAYED),
                null);
    }
}
