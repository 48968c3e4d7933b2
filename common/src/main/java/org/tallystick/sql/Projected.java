package org.tallystick.sql;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * What the expressions of a pipeline come to.
 *
 * @param rows one for each event: what {@link RowColumns} reads
 * @param rejects events on which an expression of a metric has failed, once for each such metric
 */
public record Projected(DataStream<RowData> rows, DataStream<MetricReject> rejects) {}
