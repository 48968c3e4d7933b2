package org.tallystick.jobs.archive;

import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Table;

/**
 * Writes rows into data files of a table of the archive, and hands these out as a {@link Part}
 * before every checkpoint barrier, and at the end.
 *
 * <p>It has no state: files are complete when the barrier passes. The watermark that a part tells
 * has come behind all rows of it.
 */
final class TableWriter extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<RowData, byte[]>, BoundedOneInput {
    /** Heap that a subtask may hold in files that are being written, bytes. */
    private static final long HEAP_BYTES = 128L << 20;

    private final String name;

    /** A serializable copy: it opens files, not the catalog. */
    private final Table table;

    private final RowType rowType;
    private final String timeColumn;

    private transient DataFiles files;
    private transient long watermark;
    private transient boolean ended;

    /**
     * @param timeColumn the column by whose time the table is partitioned; null if it is not
     */
    TableWriter(String name, Table table, RowType rowType, String timeColumn) {
        this.name = name;
        this.table = table;
        this.rowType = rowType;
        this.timeColumn = timeColumn;
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
        var task = getRuntimeContext().getTaskInfo();
        files =
                DataFiles.of(
                        table,
                        rowType,
                        Optional.ofNullable(timeColumn),
                        HEAP_BYTES,
                        task.getIndexOfThisSubtask(),
                        task.getAttemptNumber());
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        files.write(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        if (!ended) {
            handOut();
        }
    }

    /** The last checkpoint comes after this, but whoever is behind would take no record then. */
    @Override
    public void endInput() throws Exception {
        ended = true;
        handOut();
    }

    private void handOut() throws Exception {
        var task = getRuntimeContext().getTaskInfo();
        var part =
                new Part(
                        name,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        watermark,
                        DataFileText.write(files.finish(), table.specs()),
                        List.of());
        output.collect(new StreamRecord<>(part.encode()));
    }

    @Override
    public void close() throws Exception {
        if (files != null) {
            files.close();
        }
        super.close();
    }
}
