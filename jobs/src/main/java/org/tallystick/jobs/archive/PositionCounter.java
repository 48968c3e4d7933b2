package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;

/**
 * Counts what a source brings, by partition, and hands that out as a {@link Part} before every
 * checkpoint barrier, and at the end. What the archive knows already is not counted again.
 *
 * <p>It is chained to the source, where the records of a partition pass in their order: so the
 * positions between two barriers are one stretch.
 */
final class PositionCounter extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<RowData, byte[]>, BoundedOneInput {
    private final EventLayout layout;
    private final What what;

    private transient Map<Known.Partition, StretchCount> counts;
    private transient StretchCount current;

    /** What it counts. */
    enum What {
        /** All that a source brings. */
        RECEIVED,
        /** Repeats that were dropped, and counted as events before. */
        REPEATS,
        /** Rejects that were decoded again, and counted as rejects by an earlier run. */
        ANSWERS
    }

    PositionCounter(EventLayout layout, What what) {
        this.layout = layout;
        this.what = what;
    }

    @Override
    public void open() throws Exception {
        super.open();
        counts = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        if (!EventLayout.isReadAgain(element.getValue())) {
            count(element.getValue());
        }
    }

    private void count(RowData row) {
        var count = of(row);
        long offset = row.getLong(layout.offset());
        if (what == What.REPEATS) {
            count.duplicate(row.getLong(layout.identity()));
        } else if (what == What.ANSWERS) {
            count.answer(
                    row.getString(layout.rejectKind()).toString(), row.getLong(layout.identity()));
        } else if (layout.isEvent(row)) {
            count.event(offset, row.getLong(layout.identity()), clock(row));
        } else if (layout.isReject(row)) {
            count.reject(offset, row.getString(layout.rejectKind()).toString());
        } else {
            count.skip(offset);
        }
    }

    private long clock(RowData event) {
        long time = event.getLong(layout.time());
        int before = layout.partitionTime();
        return event.isNullAt(before) ? time : Math.max(time, event.getLong(before));
    }

    /** Neighbours are mostly of one partition. */
    private StretchCount of(RowData row) {
        var topic = row.getString(layout.topic());
        int partition = row.getInt(layout.partition());
        if (current == null || !current.isOf(topic, partition)) {
            var key = new Known.Partition(topic.toString(), partition);
            current =
                    counts.computeIfAbsent(key, any -> new StretchCount(key, topic, topicId(row)));
        }
        return current;
    }

    private Optional<String> topicId(RowData row) {
        int column = layout.topicId();
        return row.isNullAt(column)
                ? Optional.empty()
                : Optional.of(row.getString(column).toString());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        handOut();
    }

    /** The last checkpoint comes after this, but whoever is behind would take no record then. */
    @Override
    public void endInput() throws Exception {
        handOut();
    }

    private void handOut() throws IOException {
        var stretches = new ArrayList<Stretch>();
        for (var count : counts.values()) {
            if (!count.isEmpty()) {
                stretches.add(count.stretch());
            }
        }
        counts.clear();
        current = null;
        if (stretches.isEmpty()) {
            return;
        }
        var task = getRuntimeContext().getTaskInfo();
        var part =
                new Part(
                        ArchiveTable.PROGRESS,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        Long.MIN_VALUE,
                        List.of(),
                        stretches);
        output.collect(new StreamRecord<>(part.encode()));
    }
}
