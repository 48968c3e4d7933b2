package org.tallystick.jobs.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.flink.Observers;
import org.tallystick.flink.Observers.Warning;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.EventDecoder;

/**
 * Reads as another reader does, once it is sure that what it is to read is there: records that have
 * been removed meanwhile end the job, or are passed over, and then a reject stands for them.
 */
final class GapReader extends KafkaReader {
    private final EventDecoder decoder;
    private final OnGap onGap;
    private final Properties consumer;
    private final MetricGroup metrics;
    private final InstantSource clock = InstantSource.system();
    private final Deque<LostRecords> untold = new ArrayDeque<>();

    /**
     * A reader around another.
     *
     * @param decoder the other's, opened
     * @param consumer the properties of a consumer
     */
    GapReader(
            SourceReader<RowData, KafkaPartitionSplit> inner,
            EventDecoder decoder,
            OnGap onGap,
            Properties consumer,
            MetricGroup metrics) {
        super(inner);
        this.decoder = decoder;
        this.onGap = onGap;
        this.consumer = consumer;
        this.metrics = metrics;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        var ends = new HashMap<TopicPartition, Long>();
        for (var lost : lost(splits)) {
            if (onGap == OnGap.STOP) {
                throw new SuppressRestartsException(
                        new IllegalStateException(LostRecords.refusal(lost.toString())));
            }
            ends.put(lost.partition(), lost.to());
            untold.add(lost);
        }
        var there = new ArrayList<KafkaPartitionSplit>();
        for (var split : splits) {
            var partition = split.getTopicPartition();
            there.add(ends.containsKey(partition) ? behind(split, ends.get(partition)) : split);
        }
        super.addSplits(there);
    }

    private List<LostRecords> lost(List<KafkaPartitionSplit> splits) {
        try {
            return LostRecords.of(splits, consumer);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    new IOException("kafka source: cannot ask where its partitions begin", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking where partitions begin", e);
        }
    }

    private static KafkaPartitionSplit behind(KafkaPartitionSplit split, long start) {
        var end = split.getStoppingOffset().map(offset -> Math.max(start, offset));
        return new KafkaPartitionSplit(
                split.getTopicPartition(),
                start,
                end.orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        while (!untold.isEmpty()) {
            tell(untold.remove(), output);
        }
        return super.pollNext(output);
    }

    private void tell(LostRecords lost, ReaderOutput<RowData> output) {
        var partition = lost.partition();
        var topic = StringData.fromString(partition.topic());
        long now = clock.millis();
        output.createOutputForSplit(KafkaPartitionSplit.toSplitId(partition))
                .collect(decoder.lost(topic, partition.partition(), lost.from(), lost.to(), now));
        Observers.warned(
                metrics,
                Warning.RECORDS_LOST,
                partition.toString(),
                lost.to() - lost.from(),
                lost + " were removed before they were read");
    }
}
