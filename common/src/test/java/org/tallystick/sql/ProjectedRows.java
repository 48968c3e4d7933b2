package org.tallystick.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.Metric;

/** The projection of some metrics, by itself: events in, rows and rejects out. */
final class ProjectedRows implements AutoCloseable {
    private final EventLayout layout;
    private final OneInputStreamOperatorTestHarness<RowData, RowData> harness;

    /** What the projection makes of its columns. */
    final Binding binding;

    ProjectedRows(RowType columns, Metric... metrics) throws Exception {
        layout = new EventLayout(columns);
        binding =
                Binding.of(
                                TestPipelines.pipeline(
                                        TestPipelines.events("at", List.of()), metrics),
                                layout,
                                StubAggregator::create,
                                problem -> {
                                    throw new AssertionError(problem);
                                })
                        .orElseThrow();
        harness = new OneInputStreamOperatorTestHarness<>(factory());
        harness.open();
    }

    private ProjectionFactory factory() {
        var events =
                new StreamExecutionEnvironment()
                        .fromData(List.<RowData>of(), InternalTypeInfo.of(layout.rowType()));
        var rows = binding.project(events, group -> group.counter("rejects"), "").rows();
        var step = (OneInputTransformation<?, ?>) rows.getTransformation();
        return (ProjectionFactory) step.getOperatorFactory();
    }

    /** The row of an event with these values, which comes from line {@code line} of a file. */
    RowColumns project(int line, Object... values) throws Exception {
        var event = new GenericRowData(layout.width());
        for (int i = 0; i < values.length; i++) {
            event.setField(i, values[i]);
        }
        event.setField(layout.topic(), StringData.fromString("in.jsonl"));
        event.setField(layout.partition(), 0);
        event.setField(layout.offset(), (long) line);
        event.setField(layout.ingestedAt(), 5L);
        event.setField(layout.time(), 7L);
        event.setField(layout.identity(), 9L);
        harness.processElement(new StreamRecord<>(event));
        var row = harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
        harness.getOutput().clear();
        return new RowColumns(binding.columnTypes()).point(row);
    }

    /** Whether a metric has the event of a row. */
    boolean has(int metric, RowColumns row) {
        int filter = binding.metrics().get(metric).filterColumn();
        return filter < 0 || (!row.isNull(filter) && row.getLong(filter) != 0);
    }

    /** The rejects since the last call. */
    List<MetricReject> rejects() {
        var rejects = new ArrayList<MetricReject>();
        var side = harness.getSideOutput(MetricReject.TAG);
        while (side != null && !side.isEmpty()) {
            rejects.add(side.remove().getValue());
        }
        return rejects;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
