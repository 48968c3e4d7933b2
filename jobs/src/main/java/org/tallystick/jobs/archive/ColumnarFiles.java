package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.source.reader.ReaderFunction;
import org.apache.iceberg.flink.source.reader.RecordAndPosition;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.io.FileIO;
import org.tallystick.event.EventLayout;

/**
 * Reads events column by column: Iceberg plans what is read and at which snapshot, Flink's columnar
 * Parquet reader reads it. An event is a view of the columns; Iceberg's own reader makes a row of
 * objects of each, which cost more than all that is done with it afterwards.
 */
final class ColumnarFiles implements ReaderFunction<RowData> {
    private static final Set<LogicalTypeRoot> READABLE =
            EnumSet.of(
                    LogicalTypeRoot.BOOLEAN,
                    LogicalTypeRoot.INTEGER,
                    LogicalTypeRoot.BIGINT,
                    LogicalTypeRoot.FLOAT,
                    LogicalTypeRoot.DOUBLE,
                    LogicalTypeRoot.DATE,
                    LogicalTypeRoot.VARCHAR,
                    LogicalTypeRoot.VARBINARY,
                    LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE,
                    LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

    private final FileIO io;
    private final Schema projected;
    private final EventLayout layout;
    private final EventIdentity identity;
    private final int[] sources;

    /**
     * @param projected the table's columns that are read, for which {@link #canRead} holds
     */
    ColumnarFiles(FileIO io, Schema projected, EventLayout layout, EventIdentity identity) {
        this.io = io;
        this.projected = projected;
        this.layout = layout;
        this.identity = identity;
        sources = ColumnsRead.sources(layout, projected);
    }

    /** Whether all columns are of types that are read column by column. */
    static boolean canRead(Schema projected) {
        return FlinkSchemaUtil.convert(projected).getChildren().stream()
                .map(LogicalType::getTypeRoot)
                .allMatch(READABLE::contains);
    }

    @Override
    public CloseableIterator<RecordsWithSplitIds<RecordAndPosition<RowData>>> apply(
            IcebergSourceSplit split) {
        return new Split(split);
    }

    private ColumnarFile open(FileScanTask task) {
        if (task.file().format() != FileFormat.PARQUET || !task.deletes().isEmpty()) {
            throw new IllegalStateException(
                    "archive: %s is no Parquet file of the archive's own, or rows of it were deleted: events are only ever added, restore the table to a snapshot before that"
                            .formatted(task.file().location()));
        }
        return new ColumnarFile(
                io.newInputFile(task.file()), task.start(), task.length(), projected);
    }

    /** The batches of a split's files, one file after another. */
    private final class Split
            implements CloseableIterator<RecordsWithSplitIds<RecordAndPosition<RowData>>> {
        private final IcebergSourceSplit split;
        private int file;
        private ColumnarFile open;

        /** Whether a batch has been read that {@link #next} has not handed out. */
        private boolean ready;

        /** Rows of the open file that batches before had. */
        private long before;

        Split(IcebergSourceSplit split) {
            this.split = split;
            this.file = split.fileOffset();
        }

        @Override
        public boolean hasNext() {
            try {
                ready = ready || read();
                return ready;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads the next batch of this file or of one behind it; false where there is none. */
        private boolean read() throws IOException {
            while (file < split.task().files().size()) {
                if (open == null) {
                    open = ColumnarFiles.this.open(task());
                    before = 0;
                }
                if (open.next()) {
                    return true;
                }
                close();
                file++;
            }
            return false;
        }

        private FileScanTask task() {
            return split.task().files().stream().skip(file).findFirst().orElseThrow();
        }

        @Override
        public RecordsWithSplitIds<RecordAndPosition<RowData>> next() {
            if (!hasNext()) {
                throw new NoSuchElementException(split.splitId());
            }
            ready = false;
            // Where a restored job had come to in its first file.
            long done = file == split.fileOffset() ? split.recordOffset() : 0;
            var batch =
                    new ColumnarBatch(
                            split.splitId(),
                            file,
                            before,
                            Math.max(0, done - before),
                            open.rows(),
                            new ColumnarEvent(layout, sources, identity, open.vectors()));
            before += open.rows();
            return batch;
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
