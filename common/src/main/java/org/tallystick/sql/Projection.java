package org.tallystick.sql;

import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * The compiled expressions.
 *
 * <p>The planner's code is taken out of its plan and put into the program as one operator, without
 * the conversions between DataStream and Table that would cost as much again on either side. It is
 * the same operator whether the program runs over a stream or a batch.
 *
 * @param all all expressions
 * @param fallback what to do where one fails; empty where none can
 */
record Projection(Compiled all, Optional<Fallback> fallback) {
    private static final String UID = "project";

    Projected apply(DataStream<RowData> events, RejectCounter counting, String label) {
        SingleOutputStreamOperator<RowData> projected =
                events.transform(UID + label, InternalTypeInfo.of(all.output()), factory(counting))
                        .uid(UID + label);
        var from = events.getTransformation();
        // A parallelism left open stays open: only then do the two operators chain in any mode.
        projected
                .getTransformation()
                .setParallelism(from.getParallelism(), from.isParallelismConfigured());
        return new Projected(projected, projected.getSideOutput(MetricReject.TAG));
    }

    private OneInputStreamOperatorFactory<RowData, RowData> factory(RejectCounter counting) {
        return fallback.<OneInputStreamOperatorFactory<RowData, RowData>>map(
                        plan -> new ProjectionFactory(all, plan, counting))
                .orElseGet(() -> new CalcFactory(all.code()));
    }
}
