package org.tallystick.jobs.source.kafka;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.flink.Observers;
import org.tallystick.flink.Observers.Warning;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PartitionName;

/** Tells of records that nobody will read any more: a reject stands for them, and a warning. */
final class LossNotes {
    private final EventDecoder decoder;
    private final MetricGroup metrics;
    private final InstantSource clock = InstantSource.system();
    private final Deque<Note> untold = new ArrayDeque<>();

    /**
     * @param decoder that of the reader, opened when it is told
     */
    LossNotes(EventDecoder decoder, MetricGroup metrics) {
        this.decoder = decoder;
        this.metrics = metrics;
    }

    /**
     * Something that is lost.
     *
     * @param partition where
     * @param name what events call that
     * @param from the offset of the first record
     * @param count how many offsets, as far as that is known
     * @param what which they are, and why they are lost
     */
    record Note(TopicPartition partition, PartitionName name, long from, long count, String what) {}

    void add(Note note) {
        untold.add(note);
    }

    /** Tells what has not been told yet. */
    void tell(ReaderOutput<RowData> output) {
        while (!untold.isEmpty()) {
            tell(untold.remove(), output);
        }
    }

    private void tell(Note lost, ReaderOutput<RowData> output) {
        output.createOutputForSplit(KafkaPartitionSplit.toSplitId(lost.partition()))
                .collect(decoder.lost(lost.name(), lost.from(), lost.what(), clock.millis()));
        var about = lost.partition().toString();
        Observers.warned(metrics, Warning.RECORDS_LOST, about, lost.count(), lost.what());
    }
}
