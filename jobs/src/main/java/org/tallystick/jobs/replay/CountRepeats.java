package org.tallystick.jobs.replay;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;

/** Lets repeats pass and counts them for the job's result. */
final class CountRepeats extends RichMapFunction<RowData, RowData> {
    static final String REPEATS = "replay-repeats";

    private final LongCounter repeats = new LongCounter();

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(REPEATS, repeats);
    }

    @Override
    public RowData map(RowData repeat) {
        repeats.add(1L);
        return repeat;
    }
}
