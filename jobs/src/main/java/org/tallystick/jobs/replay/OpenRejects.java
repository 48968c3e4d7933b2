package org.tallystick.jobs.replay;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.tallystick.jobs.archive.ArchivedReject;

/**
 * Of whole rejects and of what says that one was decoded again, those rejects of which nothing says
 * so; keyed by position, in BATCH execution. There is one at most of a position.
 */
final class OpenRejects
        extends KeyedProcessFunction<Tuple3<String, Integer, Long>, RowData, RowData> {
    private final TypeInformation<RowData> type;

    private transient ValueState<RowData> reject;
    private transient ValueState<Boolean> answered;

    /**
     * @param type that of the rows
     */
    OpenRejects(TypeInformation<RowData> type) {
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        reject = getRuntimeContext().getState(new ValueStateDescriptor<>("reject", type));
        answered =
                getRuntimeContext().getState(new ValueStateDescriptor<>("answered", Types.BOOLEAN));
    }

    @Override
    public void processElement(RowData row, Context context, Collector<RowData> out)
            throws Exception {
        if (new ArchivedReject(row).isAnswer()) {
            answered.update(true);
        } else {
            reject.update(row);
        }
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RowData> out)
            throws Exception {
        var open = reject.value();
        if (open != null && answered.value() == null) {
            out.collect(open);
        }
        reject.clear();
        answered.clear();
    }
}
