package org.tallystick.jobs.lateness;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.sql.RowColumns;

/** {@link LatenessCounter} as a function of projected events. Nothing goes on from here. */
final class CountLateness extends ProcessFunction<RowData, Void> {
    private static final String COUNTS = "lateness-counts";

    private final List<BoundMetric> metrics;
    private final List<ValueType> columnTypes;
    private final Merged<LatenessCounts> counted;

    private transient RowColumns columns;
    private transient LatenessCounter counter;

    CountLateness(List<BoundMetric> metrics, List<ValueType> columnTypes, Allowances allowances) {
        this.metrics = List.copyOf(metrics);
        this.columnTypes = List.copyOf(columnTypes);
        var counting = this.metrics;
        counted = new Merged<>(() -> new LatenessCounts(counting, allowances));
    }

    /** What all subtasks of a finished job counted. */
    static LatenessCounts of(JobExecutionResult result) {
        LatenessCounts counts = result.getAccumulatorResult(COUNTS);
        return Objects.requireNonNull(counts, "every job that counts lateness brings its counts");
    }

    @Override
    public void open(OpenContext context) {
        columns = new RowColumns(columnTypes);
        counter = new LatenessCounter(metrics, counted.getLocalValue());
        getRuntimeContext().addAccumulator(COUNTS, counted);
    }

    @Override
    public void processElement(RowData row, Context context, Collector<Void> out) {
        counter.add(columns.point(row));
    }
}
