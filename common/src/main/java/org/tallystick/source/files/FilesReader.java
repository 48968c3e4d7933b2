package org.tallystick.source.files;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.table.data.RowData;

/**
 * The reader of a {@link FilesSource}: Flink's, with one thread that reads and one that decodes.
 */
final class FilesReader
        extends SingleThreadMultiplexSourceReaderBase<Line, RowData, FilesSplit, FilesProgress> {

    FilesReader(
            Supplier<SplitReader<Line, FilesSplit>> fetcher,
            RecordEmitter<Line, RowData, FilesProgress> emitter,
            SourceReaderContext context) {
        super(fetcher, emitter, context.getConfiguration(), context);
    }

    @Override
    protected void onSplitFinished(Map<String, FilesProgress> finished) {
        // There is no other split to ask for.
    }

    @Override
    protected FilesProgress initializedState(FilesSplit split) {
        return new FilesProgress(split);
    }

    @Override
    protected FilesSplit toSplitType(String id, FilesProgress progress) {
        return progress.split();
    }
}
