package org.tallystick.jobs.source.rabbitmq.stream;

import java.time.InstantSource;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.AssignedSerializer;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.ReaderInitialization;

/**
 * Reads a stream of RabbitMQ, which is one partition: a position is an offset, which means the same
 * message for as long as the stream is not made anew.
 */
final class StreamLog
        implements Source<RowData, StreamSplit, Boolean>, ResultTypeQueryable<RowData> {
    private final StreamStart start;
    private final OnGap onGap;
    private final EventDecoder decoder;
    private final long end;

    /**
     * @param start where to begin without a checkpoint
     * @param onGap what to do where messages were removed before they were read
     * @param end the offset before which to end; {@link Long#MAX_VALUE} for none
     */
    StreamLog(StreamStart start, OnGap onGap, EventDecoder decoder, long end) {
        this.start = start;
        this.onGap = onGap;
        this.decoder = decoder;
        this.end = end;
    }

    @Override
    public Boundedness getBoundedness() {
        return isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    private boolean isBounded() {
        return end != Long.MAX_VALUE;
    }

    @Override
    public SourceReader<RowData, StreamSplit> createReader(SourceReaderContext context)
            throws Exception {
        decoder.open(ReaderInitialization.of(context));
        var gaps = new StreamGaps(start.bounds(), onGap);
        var rows =
                new StreamRows(
                        start.stream(), decoder, context.metricGroup(), InstantSource.system());
        return new StreamReader(
                () ->
                        new StreamFetcher(
                                (place, arrived) -> new StreamPoll(gaps, place, end, arrived)),
                rows,
                context);
    }

    @Override
    public SplitEnumerator<StreamSplit, Boolean> createEnumerator(
            SplitEnumeratorContext<StreamSplit> context) {
        return restoreEnumerator(context, false);
    }

    @Override
    public SplitEnumerator<StreamSplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<StreamSplit> context, Boolean assigned) {
        return new StreamEnumerator(context, start, isBounded(), assigned);
    }

    @Override
    public SimpleVersionedSerializer<StreamSplit> getSplitSerializer() {
        return StreamSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return AssignedSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return decoder.rowType();
    }
}
