package org.tallystick.jobs.archive;

import static org.apache.flink.table.data.StringData.fromString;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.tallystick.sql.MetricReject;

/** Events that metrics did without, as rows of the table {@code rejects}. */
record MetricRejectToRow(RowOrder order) implements MapFunction<MetricReject, RowData> {

    @Override
    public RowData map(MetricReject reject) {
        return order.row(
                null,
                fromString(reject.topic()),
                reject.partition(),
                reject.offset(),
                fromString(reject.reason()),
                reject.ingestedAt() == null
                        ? null
                        : TimestampData.fromEpochMillis(reject.ingestedAt()),
                fromString(reject.metric()),
                fromString(reject.expression()),
                fromString("metric"),
                null);
    }
}
