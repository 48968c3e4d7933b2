package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.OutputFileFactory;
import org.tallystick.event.EventTimes;

/** Writes rows of the table {@code progress}: one for each source partition of a checkpoint. */
final class ProgressRows {
    private final Table table;
    private final WrittenBy writer;
    private final InstantSource clock;

    ProgressRows(Table table, WrittenBy writer, InstantSource clock) {
        this.table = table;
        this.writer = writer;
        this.clock = clock;
    }

    /** The rows of these checkpoints as a data file that is not committed yet; none without any. */
    List<DataFile> write(List<Checkpoint> checkpoints) throws IOException {
        var rows = new ArrayList<Record>();
        for (var checkpoint : checkpoints) {
            for (var stretch : checkpoint.stretches()) {
                rows.add(row(checkpoint, stretch));
            }
        }
        return rows.isEmpty() ? List.of() : List.of(file(rows));
    }

    private DataFile file(List<Record> rows) throws IOException {
        var output =
                OutputFileFactory.builderFor(table, 0, 0)
                        .operationId(UUID.randomUUID().toString())
                        .build()
                        .newOutputFile();
        var data =
                new GenericFileWriterFactory.Builder(table)
                        .build()
                        .newDataWriter(output, table.spec(), null);
        try (data) {
            data.write(rows);
        }
        return data.toDataFile();
    }

    private Record row(Checkpoint checkpoint, Stretch stretch) {
        var row = GenericRecord.create(table.schema());
        row.setField("run", writer.run());
        row.setField("job", checkpoint.job());
        row.setField("checkpoint", checkpoint.id());
        row.setField("topic", stretch.topic());
        row.setField("partition", stretch.partition());
        row.setField("first", stretch.hasPositions() ? stretch.first() : null);
        row.setField("next", stretch.hasPositions() ? stretch.next() : null);
        row.setField("received", stretch.received());
        row.setField("accepted", stretch.accepted());
        row.setField("duplicates", stretch.duplicates());
        row.setField("rejected", stretch.rejected());
        row.setField("rejected_by_kind", kinds(stretch.rejects()));
        row.setField("fingerprint", stretch.fingerprint());
        row.setField("clock", time(stretch.clock()));
        row.setField("closed_until", time(checkpoint.closedUntil()));
        row.setField("definition", writer.definition());
        row.setField("deduplicate_ms", writer.deduplicateMillis());
        row.setField("version", writer.version());
        row.setField("committed_at", time(clock.millis()));
        row.setField("topic_id", stretch.topicId().orElse(null));
        row.setField("skipped", stretch.skipped());
        return row;
    }

    private static String kinds(Map<String, Long> rejects) {
        return new TreeMap<>(rejects)
                .entrySet().stream()
                        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** Null for a time that has not begun; the last that there is stands for the end of time. */
    private static OffsetDateTime time(long millis) {
        return millis == Long.MIN_VALUE
                ? null
                : Instant.ofEpochMilli(Math.min(millis, EventTimes.AFTER_ALL))
                        .atOffset(ZoneOffset.UTC);
    }
}
