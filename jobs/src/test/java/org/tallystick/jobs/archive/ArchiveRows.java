package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.ArchiveSpec;

/** Rows of an archive's tables without Flink, for tests. */
public final class ArchiveRows {
    private ArchiveRows() {}

    /** Every row of a table's newest snapshot. */
    public static List<Record> of(ArchiveSpec spec, EventLayout layout, String table) {
        try (var archive = Archive.open(spec, layout);
                var rows = IcebergGenerics.read(archive.table(table)).build()) {
            var records = new ArrayList<Record>();
            rows.forEach(records::add);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
