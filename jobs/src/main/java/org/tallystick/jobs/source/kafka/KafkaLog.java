package org.tallystick.jobs.source.kafka;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.EventDecoder;

/**
 * Flink's Kafka source, with what it lacks.
 *
 * <ul>
 *   <li>Bounded, it ends also where it goes on from a savepoint of an unbounded run: the partitions
 *       in that know no end, so they get one when they are restored.
 *   <li>Records that were removed before they were read are noticed, see {@link GapReader}.
 *   <li>So is a topic that was deleted and made anew, see {@link TopicReader}.
 *   <li>A clean stop leaves the consumer group where it stopped, see {@link CommittingReader}.
 * </ul>
 */
final class KafkaLog
        implements Source<RowData, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<RowData> {
    private final KafkaSource<RowData> inner;
    private final EventDecoder decoder;
    private final KafkaRecords records;
    private final KnownTopics known;
    private final OnGap onGap;
    private final Properties consumer;
    private final HashMap<TopicPartition, Long> ends;

    /**
     * The source around another.
     *
     * @param decoder what the other decodes with
     * @param records what it makes of records
     * @param known what is passed over because an archive holds it
     * @param consumer the properties of its consumers
     * @param ends the offsets at which partitions end that know no end of their own; none where
     *     that does not happen
     */
    KafkaLog(
            KafkaSource<RowData> inner,
            EventDecoder decoder,
            KafkaRecords records,
            KnownTopics known,
            OnGap onGap,
            Properties consumer,
            Map<TopicPartition, Long> ends) {
        this.inner = inner;
        this.decoder = decoder;
        this.records = records;
        this.known = known;
        this.onGap = onGap;
        this.consumer = consumer;
        this.ends = new HashMap<>(ends);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new TopicSplitSerializer(
                ends.isEmpty()
                        ? inner.getSplitSerializer()
                        : new EndingSplits(inner.getSplitSerializer(), ends));
    }

    @Override
    public Boundedness getBoundedness() {
        return inner.getBoundedness();
    }

    @Override
    public SourceReader<RowData, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        var reader = inner.createReader(context);
        var committing =
                commits() ? new CommittingReader(reader, new GroupOffsets(consumer)) : reader;
        var notes = new LossNotes(decoder, context.metricGroup());
        var behindGaps = new GapReader(committing, records, notes, onGap, consumer);
        return new TopicReader(behindGaps, records, notes, known, onGap, consumer);
    }

    /** Whoever keeps offsets elsewhere may have asked for no commits. */
    private boolean commits() {
        var option = KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT;
        var asked = consumer.getProperty(option.key());
        return asked == null ? option.defaultValue() : Boolean.parseBoolean(asked);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return inner.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
            throws IOException {
        return inner.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return inner.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return inner.getProducedType();
    }
}
