package org.tallystick.jobs.archive;

import java.util.Map;
import java.util.Optional;
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
        return table.currentSnapshot() == null
                ? Optional.empty()
                : newest(SnapshotUtil.currentAncestors(table));
    }

    static Optional<CommitMark> newest(Iterable<Snapshot> newestFirst) {
        for (var snapshot : newestFirst) {
            var mark = of(snapshot);
            if (mark.isPresent() && !mark.get().isReplay()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    /** The mark of the newest snapshot that has any. */
    static Optional<CommitMark> newestOfAny(Table table) {
        return table.currentSnapshot() == null
                ? Optional.empty()
                : newestOfAny(SnapshotUtil.currentAncestors(table));
    }

    static Optional<CommitMark> newestOfAny(Iterable<Snapshot> newestFirst) {
        for (var snapshot : newestFirst) {
            var mark = of(snapshot);
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    /** Whether this, or a later checkpoint of the same job, has been committed to a table. */
    boolean isIn(Table table) {
        if (table.currentSnapshot() == null) {
            return false;
        }
        for (var snapshot : SnapshotUtil.currentAncestors(table)) {
            var mark = of(snapshot);
            if (mark.isPresent() && mark.get().job.equals(job)) {
                return mark.get().checkpoint >= checkpoint;
            }
        }
        return false;
    }

    Map<String, String> properties() {
        return Map.of(JOB, job, CHECKPOINT, Long.toString(checkpoint));
    }
}
