package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ScanTaskParser;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.flink.TableLoader;

/** Plans files of a table at the end of its input, if there was a {@link Demand}. */
final class FilesOnDemand extends AbstractStreamOperator<String>
        implements OneInputStreamOperator<Boolean, String>, BoundedOneInput {
    private final TableLoader loader;

    /** Null for an empty table. */
    private final Long snapshot;

    private final Expression filter;
    private boolean wanted;

    /**
     * @param filter which files
     */
    FilesOnDemand(TableLoader loader, OptionalLong snapshot, Expression filter) {
        this.loader = loader;
        this.snapshot = snapshot.isPresent() ? snapshot.getAsLong() : null;
        this.filter = filter;
    }

    @Override
    public void processElement(StreamRecord<Boolean> element) {
        wanted = true;
    }

    /** Hands out each file as Iceberg writes a scan's tasks. */
    @Override
    public void endInput() throws IOException {
        if (!wanted || snapshot == null) {
            return;
        }
        try (loader) {
            loader.open();
            var scan = loader.loadTable().newScan().useSnapshot(snapshot).filter(filter);
            try (var files = scan.planFiles()) {
                for (FileScanTask file : files) {
                    output.collect(new StreamRecord<>(ScanTaskParser.toJson(file)));
                }
            }
        }
    }
}
