package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.TableLoader;
import org.tallystick.flink.AcceptedBefore;

/**
 * What the archive has of a stretch of event time, read where it is asked for.
 *
 * @param timeColumn where the event layout has the time
 */
record ArchivedBefore(
        TableLoader loader,
        long snapshot,
        TimeRanges range,
        Schema projected,
        RowToEvent events,
        int timeColumn)
        implements AcceptedBefore {

    @Override
    public void forEach(Consumer<RowData> event) throws IOException {
        try (loader) {
            loader.open();
            var table = loader.loadTable();
            var scan = table.newScan().useSnapshot(snapshot).filter(range.contains("_time"));
            try (var files = scan.planFiles()) {
                for (FileScanTask file : files) {
                    RowsOfFile.read(table, projected, file, row -> give(row, event));
                }
            }
        }
    }

    /** A file may have events of other times, too. */
    private void give(RowData row, Consumer<RowData> event) {
        var archived = events.apply(row);
        if (range.contains(archived.getLong(timeColumn))) {
            event.accept(archived);
        }
    }
}
