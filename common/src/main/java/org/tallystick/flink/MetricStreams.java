package org.tallystick.flink;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.sql.Binding;
import org.tallystick.sql.MetricReject;
import org.tallystick.sql.RejectCounter;

/**
 * Accepted events in, published cells and ledger entries out: all that lies between decoding and
 * sinks, shared by the live job and the one over the archive.
 *
 * @param cells what to publish
 * @param ledger events that windows went without
 * @param rejects events that metrics went without, since an expression failed on them
 */
public record MetricStreams(
        DataStream<Cell> cells, DataStream<LedgerEntry> ledger, DataStream<MetricReject> rejects) {
    /** The uid under which the windows keep their state. */
    public static final String WINDOWS = "windows";

    private static final String SLICES = "slices";

    private static final OutputTag<LedgerEntry> LEDGER =
            new OutputTag<>("ledger", TypeInformation.of(LedgerEntry.class));

    /**
     * Projects the events, combines them where they are, and assembles windows by bucket.
     *
     * @param events rows of {@link org.tallystick.event.EventLayout#rowType}, without rejects
     */
    public static MetricStreams of(DataStream<RowData> events, Binding binding, RunSettings run) {
        return of(
                events,
                binding,
                run,
                group -> JobMetrics.counter(group, JobMetrics.METRIC_REJECTS),
                "");
    }

    /**
     * The same over events that the job has read before: rejects of metrics are not counted again.
     *
     * @param label ends the operators' names and uids
     */
    public static MetricStreams again(
            DataStream<RowData> events, Binding binding, RunSettings run, String label) {
        return of(events, binding, run, group -> new SimpleCounter(), label);
    }

    private static MetricStreams of(
            DataStream<RowData> events,
            Binding binding,
            RunSettings run,
            RejectCounter counting,
            String label) {
        var projection = binding.project(events, counting, label);
        var projected = projection.rows();
        var partials =
                chained(
                        SLICES + label,
                        projected,
                        projected.transform(
                                SLICES,
                                TypeInformation.of(Partials.class),
                                new SliceAggregator(
                                        binding.metrics(),
                                        binding.columnTypes(),
                                        run,
                                        Buckets.count(events.getExecutionEnvironment()),
                                        LEDGER)));
        var cells =
                named(
                        WINDOWS + label,
                        partials.keyBy(new BucketKey())
                                .transform(
                                        WINDOWS,
                                        CellType.INSTANCE,
                                        new WindowAssembler(
                                                binding.pipeline(),
                                                binding.metrics(),
                                                run,
                                                LEDGER)));
        var ledger = partials.getSideOutput(LEDGER).union(cells.getSideOutput(LEDGER));
        return new MetricStreams(cells, ledger, projection.rejects());
    }
}
