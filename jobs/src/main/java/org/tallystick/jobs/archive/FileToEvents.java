package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.iceberg.BaseCombinedScanTask;
import org.apache.iceberg.ScanTaskParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.source.DataIterator;
import org.apache.iceberg.flink.source.RowDataFileScanTaskReader;

/** Reads the events of the files that {@link FilesOnDemand} planned. */
final class FileToEvents extends RichFlatMapFunction<String, RowData> {
    private final TableLoader loader;
    private final Schema projected;
    private final RowToEvent events;
    private transient Table table;

    FileToEvents(TableLoader loader, Schema projected, RowToEvent events) {
        this.loader = loader;
        this.projected = projected;
        this.events = events;
    }

    @Override
    public void open(OpenContext context) {
        loader.open();
        table = loader.loadTable();
    }

    @Override
    public void flatMap(String file, Collector<RowData> out) throws IOException {
        var reader =
                new RowDataFileScanTaskReader(table.schema(), projected, null, true, List.of());
        var task = new BaseCombinedScanTask(ScanTaskParser.fromJson(file, true));
        try (var rows = new DataIterator<>(reader, task, table.io(), table.encryption())) {
            while (rows.hasNext()) {
                out.collect(events.apply(rows.next()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
