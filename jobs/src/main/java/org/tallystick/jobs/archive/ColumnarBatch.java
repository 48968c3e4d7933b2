package org.tallystick.jobs.archive;

import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.reader.RecordAndPosition;

/** The rows of one batch of columns; each is the same object, pointed at the next row. */
final class ColumnarBatch implements RecordsWithSplitIds<RecordAndPosition<RowData>> {
    private final int file;
    private final long before;
    private final int rows;
    private final ColumnarEvent row;
    private final RecordAndPosition<RowData> record = new RecordAndPosition<>();
    private String split;
    private int next;

    /**
     * @param before rows of the file in front of this batch
     * @param skip rows of this batch that were emitted before a restore
     */
    ColumnarBatch(String split, int file, long before, long skip, int rows, ColumnarEvent row) {
        this.split = split;
        this.file = file;
        this.before = before;
        this.rows = rows;
        this.row = row;
        next = (int) Math.min(skip, rows);
    }

    @Override
    public String nextSplit() {
        var only = split;
        split = null;
        return only;
    }

    @Override
    public RecordAndPosition<RowData> nextRecordFromSplit() {
        if (next == rows) {
            return null;
        }
        row.point(next);
        next++;
        record.set(row, file, before + next);
        return record;
    }

    @Override
    public Set<String> finishedSplits() {
        return Set.of();
    }
}
