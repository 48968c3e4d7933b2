package org.tallystick.jobs.archive;

import static org.apache.flink.table.data.StringData.fromString;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;
import org.tallystick.sql.MetricReject;

/**
 * Events that metrics did without, as rows of the table {@code rejects}; those that the archive
 * holds already have one there.
 */
record MetricRejectToRow(Known known, RowOrder order)
        implements FlatMapFunction<MetricReject, RowData> {

    @Override
    public void flatMap(MetricReject reject, Collector<RowData> out) {
        if (!known.contains(reject.topic(), reject.partition(), reject.offset())) {
            out.collect(row(reject));
        }
    }

    private RowData row(MetricReject reject) {
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
                fromString("metric"));
    }
}
