package org.tallystick.jobs.archive;

import java.io.IOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableScan;

/**
 * What a scan opens.
 *
 * @param files how many data files
 * @param bytes how large they are
 * @param rows how many rows they have
 */
public record ScanSize(long files, long bytes, long rows) {

    static ScanSize of(TableScan scan) throws IOException {
        var size = new ScanSize(0, 0, 0);
        try (var planned = scan.planFiles()) {
            for (FileScanTask each : planned) {
                size = size.and(each);
            }
        }
        return size;
    }

    private ScanSize and(FileScanTask task) {
        return new ScanSize(
                files + 1, bytes + task.file().fileSizeInBytes(), rows + task.file().recordCount());
    }
}
