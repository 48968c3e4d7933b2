package org.tallystick.jobs.source.rabbitmq.stream;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.table.data.RowData;

/** The reader of a {@link StreamLog}: Flink's, with one thread that reads and one that decodes. */
final class StreamReader
        extends SingleThreadMultiplexSourceReaderBase<
                StreamItem, RowData, StreamSplit, StreamCursor> {

    StreamReader(
            Supplier<SplitReader<StreamItem, StreamSplit>> fetcher,
            RecordEmitter<StreamItem, RowData, StreamCursor> rows,
            SourceReaderContext context) {
        super(fetcher, rows, context.getConfiguration(), context);
    }

    @Override
    protected void onSplitFinished(Map<String, StreamCursor> finished) {
        // There is no other split to ask for.
    }

    @Override
    protected StreamCursor initializedState(StreamSplit split) {
        return new StreamCursor(split);
    }

    @Override
    protected StreamSplit toSplitType(String id, StreamCursor cursor) {
        return cursor.split();
    }
}
