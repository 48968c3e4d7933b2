package org.tallystick.jobs.archive;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.iceberg.ScanTaskParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;

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
        var task = ScanTaskParser.fromJson(file, true);
        EventFiles.read(table, projected, task, row -> out.collect(events.apply(row)));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
