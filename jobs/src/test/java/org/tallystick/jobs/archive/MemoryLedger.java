package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.OutputFileFactory;
import org.tallystick.engine.LedgerEntry;

/** A ledger in memory. */
public final class MemoryLedger {
    private final Table table = MemoryTables.make().get(ArchiveTable.LEDGER);

    /**
     * Appends rows as a checkpoint does.
     *
     * @return the snapshot that has them
     */
    public long append(List<LedgerEntry> entries) throws IOException {
        var output =
                OutputFileFactory.builderFor(table, 0, 0)
                        .operationId(UUID.randomUUID().toString())
                        .build()
                        .newOutputFile();
        var file =
                new GenericFileWriterFactory.Builder(table)
                        .build()
                        .newDataWriter(output, table.spec(), null);
        try (file) {
            entries.forEach(entry -> file.write(row(entry)));
        }
        table.newAppend().appendFile(file.toDataFile()).commit();
        return table.currentSnapshot().snapshotId();
    }

    public LedgerRows rows() {
        return new LedgerRows(table);
    }

    private Record row(LedgerEntry entry) {
        var row = GenericRecord.create(table.schema());
        row.setField("metric", entry.metric());
        row.setField("window", entry.window());
        row.setField("first_end", time(entry.firstEnd()));
        row.setField("last_end", time(entry.lastEnd()));
        row.setField("reason", entry.reason());
        row.setField("events", entry.events());
        row.setField("fingerprint", entry.fingerprint());
        return row;
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
