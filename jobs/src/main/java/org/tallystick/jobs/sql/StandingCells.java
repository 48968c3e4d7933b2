package org.tallystick.jobs.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.flink.Observers;
import org.tallystick.flink.Observers.Warning;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.NamedValues;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.plan.Plan;

/**
 * The cells of a metric that stand published in the archive: of each the version that counts,
 * unless that is a retraction, in batch.
 *
 * <p>Cells of a metric whose keys have since got other names or types are left out, and counted:
 * they are not cells of the metric as it is now.
 */
final class StandingCells {
    private final Plan plan;
    private final MetricColumns metric;

    /** Read once for all statements of an environment. */
    private final IdentityHashMap<StreamExecutionEnvironment, DataStream<PublishedCell>> read =
            new IdentityHashMap<>();

    /**
     * @param plan with an archive
     */
    StandingCells(Plan plan, MetricColumns metric) {
        this.plan = plan;
        this.metric = metric;
    }

    /** As rows. */
    DataStream<RowData> rows(StreamExecutionEnvironment env) {
        return read.computeIfAbsent(env, this::read)
                .flatMap(new ToRows(metric), InternalTypeInfo.of(metric.rowType()));
    }

    private DataStream<PublishedCell> read(StreamExecutionEnvironment env) {
        var spec = plan.pipeline().archive().orElseThrow();
        try (var archive = Archive.openToRead(spec, plan.layout())) {
            return archive.reader().publishedCells(env, metric.metric().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out retractions and gives values their types. */
    private static final class ToRows extends RichFlatMapFunction<PublishedCell, RowData> {
        private final MetricColumns columns;

        private transient NamedValues keys;
        private transient NamedValues aggregates;
        private transient Counter leftOut;

        private ToRows(MetricColumns columns) {
            this.columns = columns;
        }

        @Override
        public void open(OpenContext context) {
            keys = NamedValues.keys(columns.metric());
            aggregates = NamedValues.aggregates(columns.metric());
            leftOut =
                    JobMetrics.counter(
                            getRuntimeContext().getMetricGroup(), JobMetrics.CELLS_LEFT_OUT);
        }

        @Override
        public void flatMap(PublishedCell cell, Collector<RowData> out) {
            if (cell.retracted()) {
                return;
            }
            if (!keys.fits(cell.keys())) {
                leftOut.inc();
            } else {
                var row = columns.row(typed(cell));
                row.setRowKind(RowKind.INSERT);
                out.collect(row);
            }
        }

        @Override
        public void close() {
            if (leftOut != null && leftOut.getCount() > 0) {
                Observers.warned(
                        getRuntimeContext().getMetricGroup(),
                        Warning.CELLS_LEFT_OUT,
                        columns.metric().name(),
                        leftOut.getCount(),
                        "%,d cells of %s were published when its keys had other names or types, and are left out"
                                .formatted(leftOut.getCount(), columns.metric().name()));
            }
        }

        private Cell typed(PublishedCell cell) {
            return new Cell(
                    cell.metric(),
                    cell.window(),
                    cell.start(),
                    cell.end(),
                    keys.parse(cell.keys()),
                    aggregates.parse(cell.values()),
                    cell.events(),
                    cell.fingerprint(),
                    cell.revision(),
                    cell.retracted());
        }
    }
}
