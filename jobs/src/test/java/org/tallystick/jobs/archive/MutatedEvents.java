package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.OutputFileFactory;
import org.tallystick.jobs.plan.Plan;

/** An archive whose table of events somebody tampers with, until it is put back. */
public final class MutatedEvents implements AutoCloseable {
    private final Archive archive;
    private final Table events;
    private final long snapshot;

    public MutatedEvents(Plan plan) {
        archive = Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout());
        events = archive.table(ArchiveTable.EVENTS);
        snapshot = events.currentSnapshot().snapshotId();
    }

    /**
     * Rewrites all events.
     *
     * @param mutation what becomes of each: none, one or more
     */
    public void rewrite(Function<Record, List<Record>> mutation) throws IOException {
        var files = new ArrayList<DataFile>();
        try (var planned = events.newScan().planFiles()) {
            planned.forEach(task -> files.add(task.file()));
        }
        var rows = new ArrayList<Record>();
        try (var all = IcebergGenerics.read(events).build()) {
            all.forEach(row -> rows.addAll(mutation.apply(row)));
        }
        var rewritten = write(rows);
        var change = events.newOverwrite();
        files.forEach(change::deleteFile);
        rewritten.forEach(change::addFile);
        change.commit();
    }

    private List<DataFile> write(List<Record> rows) throws IOException {
        var struct = new InternalRecordWrapper(events.schema().asStruct());
        var byHour =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> {
                                            var key =
                                                    new PartitionKey(
                                                            events.spec(), events.schema());
                                            key.partition(struct.wrap(row));
                                            return key;
                                        }));
        var files = new ArrayList<DataFile>();
        var outputs =
                OutputFileFactory.builderFor(events, 0, 0)
                        .operationId(UUID.randomUUID().toString())
                        .build();
        for (var hour : byHour.entrySet()) {
            var output = outputs.newOutputFile(events.spec(), hour.getKey());
            var writer =
                    new GenericFileWriterFactory.Builder(events)
                            .build()
                            .newDataWriter(output, events.spec(), hour.getKey());
            try (writer) {
                writer.write(hour.getValue());
            }
            files.add(writer.toDataFile());
        }
        return files;
    }

    /** Puts the events back. */
    @Override
    public void close() throws IOException {
        events.refresh();
        events.manageSnapshots().rollbackTo(snapshot).commit();
        archive.close();
    }
}
