package org.tallystick.sql;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * The compiled expressions.
 *
 * <p>The planner's code is taken out of its plan and put into the program as one operator, without
 * the conversions between DataStream and Table that would cost as much again on either side. It is
 * the same operator whether the program runs over a stream or a batch.
 *
 * @param code the planner's operator
 * @param output the type of the projected rows
 */
record Projection(GeneratedClass<?> code, RowType output) {
    private static final String UID = "project";

    DataStream<RowData> apply(DataStream<RowData> events) {
        var projected =
                events.transform(UID, InternalTypeInfo.of(output), new CalcFactory(code)).uid(UID);
        var from = events.getTransformation();
        // A parallelism left open stays open: only then do the two operators chain in any mode.
        projected
                .getTransformation()
                .setParallelism(from.getParallelism(), from.isParallelismConfigured());
        return projected;
    }
}
