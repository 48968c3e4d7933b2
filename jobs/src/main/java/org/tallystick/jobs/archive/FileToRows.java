package org.tallystick.jobs.archive;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.apache.iceberg.ScanTaskParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.source.reader.RowDataConverter;

/**
 * Reads the rows of the files that {@link FilesOnDemand} planned.
 *
 * @param <T> what is made of a row
 */
final class FileToRows<T> extends RichFlatMapFunction<String, T> {
    private final TableLoader loader;
    private final Schema projected;
    private final RowDataConverter<T> rows;
    private transient Table table;

    FileToRows(TableLoader loader, Schema projected, RowDataConverter<T> rows) {
        this.loader = loader;
        this.projected = projected;
        this.rows = rows;
    }

    @Override
    public void open(OpenContext context) {
        loader.open();
        table = loader.loadTable();
    }

    @Override
    public void flatMap(String file, Collector<T> out) throws IOException {
        var task = ScanTaskParser.fromJson(file, true);
        RowsOfFile.read(table, projected, task, row -> out.collect(rows.apply(row)));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
