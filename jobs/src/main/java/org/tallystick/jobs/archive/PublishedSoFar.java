package org.tallystick.jobs.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * How far the live job has come with publishing, as its tables tell while it may still be running.
 *
 * @param snapshot the newest snapshot of {@code results} in which no cell was computed from events
 *     that the archive does not hold yet; none where nothing was published
 * @param horizon the latest end of a window in it, exclusive: windows that end later have not been
 *     published, most likely because they are still open; none where nothing was published
 */
public record PublishedSoFar(OptionalLong snapshot, Optional<Instant> horizon) {
    /** What Flink writers leave in the summary of each commit. */
    private static final String JOB = "flink.job-id";

    private static final String CHECKPOINT = "flink.max-committed-checkpoint-id";

    /**
     * The tables commit one after another at each checkpoint: results of a checkpoint whose events
     * are not committed are left out.
     */
    static PublishedSoFar of(Table events, Table results) throws IOException {
        var upTo = events.currentSnapshot();
        var found = results.currentSnapshot();
        for (var each = found; each != null && upTo != null; each = parent(results, each)) {
            if (isAhead(each, upTo)) {
                found = parent(results, each);
            }
        }
        return found == null
                ? new PublishedSoFar(OptionalLong.empty(), Optional.empty())
                : new PublishedSoFar(
                        OptionalLong.of(found.snapshotId()), latestEnd(results, found));
    }

    private static Snapshot parent(Table table, Snapshot snapshot) {
        return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }

    private static boolean isAhead(Snapshot results, Snapshot events) {
        String job = results.summary().get(JOB);
        return job != null
                && job.equals(events.summary().get(JOB))
                && checkpoint(results) > checkpoint(events);
    }

    private static long checkpoint(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault(CHECKPOINT, "0"));
    }

    /** From the statistics of the data files, which are exact for times. */
    private static Optional<Instant> latestEnd(Table results, Snapshot snapshot)
            throws IOException {
        int column = results.schema().findField("window_end").fieldId();
        Optional<Instant> latest = Optional.empty();
        var scan = results.newScan().useSnapshot(snapshot.snapshotId()).includeColumnStats();
        try (var files = scan.planFiles()) {
            for (FileScanTask file : files) {
                var end = end(file.file().upperBounds(), column);
                latest = latest.filter(known -> !known.isBefore(end)).or(() -> Optional.of(end));
            }
        }
        return latest;
    }

    private static Instant end(Map<Integer, ByteBuffer> bounds, int column) {
        Long micros =
                Conversions.fromByteBuffer(Types.TimestampType.withZone(), bounds.get(column));
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1000));
    }
}
