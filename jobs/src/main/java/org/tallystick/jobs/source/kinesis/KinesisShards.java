package org.tallystick.jobs.source.kinesis;

import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
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
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.ReaderInitialization;

/** The shards of a stream, each a partition whose records become rows in their order. */
final class KinesisShards
        implements Source<RowData, ShardSplit, ShardsKnown>, ResultTypeQueryable<RowData> {
    private final KinesisService service;
    private final ShardStarts starts;
    private final OnGap onGap;
    private final long pollMillis;

    /** When a bounded run began, epoch ms; null to read on for ever. */
    private final Long until;

    private final EventDecoder decoder;

    /**
     * @param starts where shards begin
     * @param pollMillis between two requests to a shard
     * @param until when a bounded run began, epoch ms; empty to read on for ever
     */
    KinesisShards(
            KinesisService service,
            ShardStarts starts,
            OnGap onGap,
            long pollMillis,
            OptionalLong until,
            EventDecoder decoder) {
        this.service = service;
        this.starts = starts;
        this.onGap = onGap;
        this.pollMillis = pollMillis;
        this.until = until.isPresent() ? until.getAsLong() : null;
        this.decoder = decoder;
    }

    @Override
    public Boundedness getBoundedness() {
        return until == null ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RowData, ShardSplit> createReader(SourceReaderContext context)
            throws Exception {
        decoder.open(ReaderInitialization.of(context));
        var clock = InstantSource.system();
        var rows =
                new ShardRows(
                        decoder,
                        context.metricGroup(),
                        cursor -> ShardReader.ended(cursor, context),
                        clock);
        return ShardReader.of(released -> shards(released, clock), rows, context);
    }

    private ShardSplitReader shards(Set<String> released, InstantSource clock) {
        var client = service.client();
        var gaps = new ShardGaps(client, onGap, clock);
        var end = until == null ? OptionalLong.empty() : OptionalLong.of(until);
        return new ShardSplitReader(
                client,
                split -> new ShardPoll(client, split, gaps, end, pollMillis, clock),
                released,
                clock);
    }

    @Override
    public SplitEnumerator<ShardSplit, ShardsKnown> createEnumerator(
            SplitEnumeratorContext<ShardSplit> context) {
        return restoreEnumerator(context, ShardsKnown.NOTHING);
    }

    @Override
    public SplitEnumerator<ShardSplit, ShardsKnown> restoreEnumerator(
            SplitEnumeratorContext<ShardSplit> context, ShardsKnown known) {
        return new ShardEnumerator(context, service.client(), starts, until != null, known);
    }

    @Override
    public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
        return ShardSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<ShardsKnown> getEnumeratorCheckpointSerializer() {
        return ShardsKnownSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return decoder.rowType();
    }
}
