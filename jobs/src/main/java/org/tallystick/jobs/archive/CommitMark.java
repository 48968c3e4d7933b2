package org.tallystick.jobs.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Names the commit of a checkpoint, or of a whole replay of rejects, in the summary of a snapshot.
 *
 * @param job the Flink job; of a replay {@link #replay}
 * @param checkpoint the number of the checkpoint in that job; all before it are committed, too
 */
record CommitMark(String job, long checkpoint) {
    private static final String JOB = "tallystick.job";
    private static final String REPLAY = "replay-";
    private static final String CHECKPOINT = "tallystick.checkpoint";

    /** What a Flink job is called that replays rejects. */
    static String replay(String job) {
        return REPLAY + job;
    }

    /** Whether a replay of rejects made the commit; it may be beside a live job's. */
    boolean isReplay() {
        return job.startsWith(REPLAY);
    }

    static Optional<CommitMark> of(Snapshot snapshot) {
        String job = snapshot.summary().get(JOB);
        return job == null
                ? Optional.empty()
                : Optional.of(
                        new CommitMark(job, Long.parseLong(snapshot.summary().get(CHECKPOINT))));
    }

    /** The mark of the newest snapshot that a live job made. */
    static Optional<CommitMark> newest(Table table) {
        return newest(snapshots(table));
    }

    static Optional<CommitMark> newest(Iterable<Snapshot> newestFirst) {
        return first(newestFirst, mark -> !mark.isReplay());
    }

    /** The mark of the newest snapshot that has any. */
    static Optional<CommitMark> newestOfAny(Table table) {
        return newestOfAny(snapshots(table));
    }

    static Optional<CommitMark> newestOfAny(Iterable<Snapshot> newestFirst) {
        return first(newestFirst, mark -> true);
    }

    private static Iterable<Snapshot> snapshots(Table table) {
        return table.currentSnapshot() == null ? List.of() : SnapshotUtil.currentAncestors(table);
    }

    private static Optional<CommitMark> first(
            Iterable<Snapshot> newestFirst, Predicate<CommitMark> which) {
        for (var snapshot : newestFirst) {
            var mark = of(snapshot).filter(which);
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    /** Whether this, or a later checkpoint of the same job, has been committed to a table. */
    boolean isIn(Table table) {
        return first(snapshots(table), mark -> mark.job.equals(job))
                .filter(mark -> mark.checkpoint >= checkpoint)
                .isPresent();
    }

    Map<String, String> properties() {
        return Map.of(JOB, job, CHECKPOINT, Long.toString(checkpoint));
    }
}
