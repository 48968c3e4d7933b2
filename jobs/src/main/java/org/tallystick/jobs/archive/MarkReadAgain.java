package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.event.EventLayout;

/** Marks what the archive holds already, by its position. */
final class MarkReadAgain implements MapFunction<RowData, RowData> {
    private final EventLayout layout;
    private final Known known;

    private transient StringData topic;
    private transient int partition;
    private transient Known.Ranges ranges;

    /**
     * @param layout that of the rows
     */
    MarkReadAgain(EventLayout layout, Known known) {
        this.layout = layout;
        this.known = known;
    }

    @Override
    public RowData map(RowData row) {
        EventLayout.markReadAgain(row, ranges(row).contains(row.getLong(layout.offset())));
        return row;
    }

    /** Neighbours are mostly of one partition. */
    private Known.Ranges ranges(RowData row) {
        var rowTopic = row.getString(layout.topic());
        int rowPartition = row.getInt(layout.partition());
        if (topic == null || rowPartition != partition || !rowTopic.equals(topic)) {
            topic = rowTopic;
            partition = rowPartition;
            ranges = known.ranges(new Known.Partition(rowTopic.toString(), rowPartition));
        }
        return ranges;
    }
}
