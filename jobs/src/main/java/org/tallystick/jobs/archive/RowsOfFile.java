package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.BaseCombinedScanTask;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.source.DataIterator;
import org.apache.iceberg.flink.source.RowDataFileScanTaskReader;

/** Reads a data file of a table, row by row. */
final class RowsOfFile {
    private RowsOfFile() {}

    /**
     * @param projected the columns to read
     * @param row takes rows of these columns; each is valid until the next
     */
    static void read(Table table, Schema projected, FileScanTask file, Consumer<RowData> row)
            throws IOException {
        var reader =
                new RowDataFileScanTaskReader(table.schema(), projected, null, true, List.of());
        var task = new BaseCombinedScanTask(file);
        try (var rows = new DataIterator<>(reader, task, table.io(), table.encryption())) {
            while (rows.hasNext()) {
                row.accept(rows.next());
            }
        }
    }
}
