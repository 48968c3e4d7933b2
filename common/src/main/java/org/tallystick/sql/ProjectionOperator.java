package org.tallystick.sql;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.event.EventLayout;

/**
 * Evaluates all expressions of a pipeline for each event: all at once, and where that fails, one by
 * one. A metric with an expression that fails on an event does not get the event; all others do.
 *
 * <p>Of a metric whose filter is not true, nothing else is evaluated: a filter may guard the
 * metric's other expressions.
 */
final class ProjectionOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData> {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionOperator.class);

    private final Evaluation all;
    private final Fallback fallback;
    private final EventLayout layout;
    private final RejectCounter counting;
    private final Evaluation total;
    private final RowData.FieldGetter[] totalGetters;
    private final SingleColumns single;
    private final StreamRecord<RowData> projected = new StreamRecord<>(null);
    private final Set<MetricExpressions.Use> told = new HashSet<>();
    private Counter counter;

    ProjectionOperator(
            Compiled compiled,
            Fallback fallback,
            RejectCounter counting,
            StreamOperatorParameters<RowData> parameters)
            throws Exception {
        super(parameters);
        this.fallback = fallback;
        layout = fallback.layout();
        this.counting = counting;
        all = new Evaluation(compiled, parameters);
        total = new Evaluation(fallback.total(), parameters);
        single = new SingleColumns(fallback, parameters);
        var types = fallback.total().output();
        totalGetters = new RowData.FieldGetter[types.getFieldCount()];
        for (int i = 0; i < totalGetters.length; i++) {
            totalGetters[i] = RowData.createFieldGetter(types.getTypeAt(i), i);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        counter = counting.register(getMetricGroup());
        all.open();
        total.open();
    }

    @Override
    public void processElement(StreamRecord<RowData> event) throws Exception {
        output.collect(projected.replace(row(event)));
    }

    private RowData row(StreamRecord<RowData> event) throws Exception {
        try {
            return all.of(event);
        } catch (Exception | StackOverflowError failure) {
            // Which of them it was, and whether it matters, is found out one by one.
            return oneByOne(event);
        }
    }

    private RowData oneByOne(StreamRecord<RowData> event) throws Exception {
        var row = new GenericRowData(event.getValue().getRowKind(), fallback.width());
        var known = valuesThatCannotFail(event);
        for (int i = 0; i < totalGetters.length; i++) {
            row.setField(fallback.totalColumns().get(i), totalGetters[i].getFieldOrNull(known));
        }
        single.point(event);
        for (var metric : fallback.metrics()) {
            fill(metric, row, event.getValue());
        }
        return row;
    }

    private RowData valuesThatCannotFail(StreamRecord<RowData> event) {
        try {
            return total.of(event);
        } catch (Exception | StackOverflowError failure) {
            throw new ExpressionFailedException(
                    "an expression fails that was taken for safe: "
                            + Reason.of(failure)
                            + place(event.getValue()));
        }
    }

    private void fill(MetricExpressions metric, GenericRowData row, RowData event)
            throws Exception {
        boolean passes =
                fill(metric, metric.filterUse(), row, event)
                        && Boolean.TRUE.equals(row.getField(metric.filter()));
        for (int i = 0; passes && i < metric.others().size(); i++) {
            passes = fill(metric, metric.others().get(i), row, event);
        }
    }

    /** Puts a value into the row; or, where there is none, the event out of the metric's sight. */
    private boolean fill(
            MetricExpressions metric, MetricExpressions.Use use, GenericRowData row, RowData event)
            throws Exception {
        if (!single.has(use.column())) {
            return true;
        }
        var outcome = single.of(use.column());
        if (outcome.failure() == null) {
            row.setField(use.column(), outcome.value());
            return true;
        }
        row.setField(metric.filter(), false);
        reject(metric, use, event, outcome.failure());
        return false;
    }

    private void reject(
            MetricExpressions metric, MetricExpressions.Use use, RowData event, Throwable failure) {
        var reason =
                "metric %s: %s %s: %s"
                        .formatted(metric.metric(), use.what(), use.sql(), Reason.of(failure));
        var place = place(event);
        if (metric.failsJob()) {
            throw new ExpressionFailedException(reason + place);
        }
        counter.inc();
        if (told.add(use)) {
            LOG.warn("{}{}; it is told once, all are counted", reason, place);
        }
        if (!EventLayout.isReadAgain(event)) {
            output.collect(
                    MetricReject.TAG, new StreamRecord<>(reject(metric, use.sql(), reason, event)));
        }
    }

    private MetricReject reject(
            MetricExpressions metric, String sql, String reason, RowData event) {
        return new MetricReject(
                metric.metric(),
                sql,
                reason,
                topic(event),
                event.isNullAt(layout.partition())
                        ? null
                        : (Integer) event.getInt(layout.partition()),
                longOrNull(event, layout.offset()),
                longOrNull(event, layout.ingestedAt()));
    }

    /** Where an event stands, for messages; nothing where the archive was not asked for it. */
    private String place(RowData event) {
        return topic(event) == null
                ? ""
                : " (%s, partition %d, offset %d)"
                        .formatted(
                                topic(event),
                                event.getInt(layout.partition()),
                                event.getLong(layout.offset()));
    }

    private String topic(RowData event) {
        return event.isNullAt(layout.topic()) ? null : event.getString(layout.topic()).toString();
    }

    private static Long longOrNull(RowData row, int column) {
        return row.isNullAt(column) ? null : (Long) row.getLong(column);
    }

    @Override
    public void close() throws Exception {
        all.end();
        total.end();
        single.end();
        super.close();
    }
}
