package org.tallystick.source.clock;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.watermark.WatermarkDeclaration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.source.PermanentFailure;

/**
 * Gives every partition of a source its event-time clock, which is what lateness is measured by.
 *
 * <p>Each event leaves with its event time as timestamp and in {@code _partition_time} the largest
 * event time at smaller offsets of its partition, null for the first. Rejects leave without
 * timestamp and move neither clock nor watermark. The clocks are part of the splits' checkpointed
 * state and move with them when the job is restored or rescaled; so {@code _partition_time} depends
 * on what is in the partition and on nothing else.
 *
 * @param <SplitT> the wrapped source's splits; each must be one partition, read in order
 * @param <EnumT> the wrapped source's enumerator checkpoint
 */
public final class ClockedSource<SplitT extends SourceSplit, EnumT>
        implements Source<RowData, ClockedSplit<SplitT>, EnumT>, ResultTypeQueryable<RowData> {
    private final Source<RowData, SplitT, EnumT> inner;
    private final EventLayout layout;
    private final Deadlines deadlines;
    private final PermanentFailure permanent;
    private final HashMap<String, Long> clocks;

    /** All partitions from their beginning. */
    public ClockedSource(
            Source<RowData, SplitT, EnumT> inner,
            EventLayout layout,
            Deadlines deadlines,
            PermanentFailure permanent) {
        this(inner, layout, deadlines, permanent, Map.of());
    }

    /**
     * @param inner a source whose rows are those of an {@link EventDecoder}
     * @param layout their columns
     * @param deadlines when events are late, for what is said of clocks that run ahead
     * @param permanent which failures of it end the job at once
     * @param clocks those of partitions that do not start at their beginning, by split id, epoch ms
     */
    public ClockedSource(
            Source<RowData, SplitT, EnumT> inner,
            EventLayout layout,
            Deadlines deadlines,
            PermanentFailure permanent,
            Map<String, Long> clocks) {
        if (inner instanceof SupportsSplitReassignmentOnRecovery) {
            throw new IllegalArgumentException(
                    inner.getClass().getName()
                            + " takes its splits back when a job is restored; their clocks would be lost");
        }
        this.inner = inner;
        this.layout = layout;
        this.deadlines = deadlines;
        this.permanent = permanent;
        this.clocks = new HashMap<>(clocks);
    }

    @Override
    public Boundedness getBoundedness() {
        return inner.getBoundedness();
    }

    @Override
    public SourceReader<RowData, ClockedSplit<SplitT>> createReader(SourceReaderContext context)
            throws Exception {
        return new ClockedReader<>(
                inner.createReader(context), layout, deadlines, permanent, context.metricGroup());
    }

    @Override
    public SplitEnumerator<ClockedSplit<SplitT>, EnumT> createEnumerator(
            SplitEnumeratorContext<ClockedSplit<SplitT>> context) throws Exception {
        var clocked = clocked(context);
        return new ClockedEnumerator<>(inner.createEnumerator(clocked), clocked);
    }

    @Override
    public SplitEnumerator<ClockedSplit<SplitT>, EnumT> restoreEnumerator(
            SplitEnumeratorContext<ClockedSplit<SplitT>> context, EnumT checkpoint)
            throws Exception {
        var clocked = clocked(context);
        return new ClockedEnumerator<>(inner.restoreEnumerator(clocked, checkpoint), clocked);
    }

    private ClockedEnumeratorContext<SplitT> clocked(
            SplitEnumeratorContext<ClockedSplit<SplitT>> context) {
        boolean bounded = getBoundedness() == Boundedness.BOUNDED;
        return new ClockedEnumeratorContext<>(context, bounded, permanent, clocks);
    }

    @Override
    public SimpleVersionedSerializer<ClockedSplit<SplitT>> getSplitSerializer() {
        return new ClockedSplitSerializer<>(inner.getSplitSerializer());
    }

    @Override
    public SimpleVersionedSerializer<EnumT> getEnumeratorCheckpointSerializer() {
        return inner.getEnumeratorCheckpointSerializer();
    }

    @Override
    public Set<? extends WatermarkDeclaration> declareWatermarks() {
        return inner.declareWatermarks();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(layout.rowType());
    }
}
