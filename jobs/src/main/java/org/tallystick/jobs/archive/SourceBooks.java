package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.tallystick.engine.Tally;

/** Reads the books of the source's partitions from {@code progress} and {@code rejects}. */
final class SourceBooks {
    /** What the checkpoints of a partition counted. */
    private record Counts(long received, Tally accepted, long duplicates, long rejected) {
        private static final Counts NOTHING = new Counts(0, Tally.NOTHING, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    received + other.received,
                    accepted.plus(other.accepted),
                    duplicates + other.duplicates,
                    rejected + other.rejected);
        }
    }

    private SourceBooks() {}

    /**
     * The books of every partition that any side knows, by name.
     *
     * @param events what {@code events} holds of each
     */
    static List<PartitionBooks> read(Archive archive, Pin pin, Map<Known.Partition, Tally> events)
            throws IOException {
        var counts = counts(archive, pin);
        var rejects = rejects(archive, pin);
        var partitions = new TreeSet<>(counts.keySet());
        partitions.addAll(rejects.keySet());
        partitions.addAll(events.keySet());
        var books = new ArrayList<PartitionBooks>();
        for (var partition : partitions) {
            var count = counts.getOrDefault(partition, Counts.NOTHING);
            books.add(
                    new PartitionBooks(
                            partition,
                            count.received,
                            count.accepted,
                            count.duplicates,
                            count.rejected,
                            events.getOrDefault(partition, Tally.NOTHING),
                            rejects.getOrDefault(partition, 0L)));
        }
        return books;
    }

    private static Map<Known.Partition, Counts> counts(Archive archive, Pin pin)
            throws IOException {
        var counts = new HashMap<Known.Partition, Counts>();
        var snapshot = pin.snapshot(ArchiveTable.PROGRESS);
        if (snapshot.isEmpty()) {
            return counts;
        }
        try (var rows = read(archive.table(ArchiveTable.PROGRESS), snapshot.get()).build()) {
            for (Record row : rows) {
                counts.merge(partition(row), counts(row), Counts::plus);
            }
        }
        return counts;
    }

    private static Counts counts(Record row) {
        return new Counts(
                (long) row.getField("received"),
                new Tally((long) row.getField("accepted"), (long) row.getField("fingerprint")),
                (long) row.getField("duplicates"),
                (long) row.getField("rejected"));
    }

    /** Rejects of metrics are about events; one that was replayed is a reject no more. */
    private static Map<Known.Partition, Long> rejects(Archive archive, Pin pin) throws IOException {
        var rejects = new HashMap<Known.Partition, Long>();
        var snapshot = pin.snapshot(ArchiveTable.REJECTS);
        if (snapshot.isEmpty()) {
            return rejects;
        }
        try (var rows =
                read(archive.table(ArchiveTable.REJECTS), snapshot.get())
                        .select("topic", "partition", "metric", "kind")
                        .build()) {
            for (Record row : rows) {
                if (row.getField("metric") == null) {
                    boolean answer = ArchiveTable.REPLAYED.equals(row.getField("kind"));
                    rejects.merge(partition(row), answer ? -1L : 1L, Long::sum);
                }
            }
        }
        return rejects;
    }

    private static IcebergGenerics.ScanBuilder read(Table table, long snapshot) {
        return IcebergGenerics.read(table).useSnapshot(snapshot);
    }

    private static Known.Partition partition(Record row) {
        return new Known.Partition(
                row.getField("topic").toString(), (int) row.getField("partition"));
    }
}
