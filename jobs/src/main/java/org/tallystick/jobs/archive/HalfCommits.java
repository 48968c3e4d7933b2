package org.tallystick.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What commits have put into a table beside {@code events}, and have not come to their end: no
 * {@link Pin} names it.
 *
 * @param table as it was last refreshed
 * @param pinned the table's snapshot that the newest pin names, if it names any
 */
record HalfCommits(Table table, Optional<Long> pinned) {

    /**
     * Those of a table as it is now. It is looked at before {@code events}: a commit that comes to
     * its end in between is no half one.
     */
    static HalfCommits now(Map<String, Table> tables, String name) {
        var table = tables.get(name);
        table.refresh();
        var events = tables.get(ArchiveTable.EVENTS);
        events.refresh();
        return new HalfCommits(table, Pin.of(events).flatMap(pin -> pin.snapshot(name)));
    }

    /** The marks of commits behind the pinned snapshot that {@code events} do not have. */
    List<CommitMark> marks(Table events) {
        var marks = new ArrayList<CommitMark>();
        for (var each = table.currentSnapshot(); isBehindPin(each); each = parent(each)) {
            CommitMark.of(each).filter(mark -> !mark.isIn(events)).ifPresent(marks::add);
        }
        return marks;
    }

    private boolean isBehindPin(Snapshot snapshot) {
        return snapshot != null && !pinned.equals(Optional.of(snapshot.snapshotId()));
    }

    /**
     * Takes all of it back, if it is all of some commits and nobody else has written since. A
     * rewrite of files by others changes no row, and is undone with what it may have rewritten.
     *
     * @throws CommitFailedException if somebody writes at the same time
     */
    void takeBack(Predicate<CommitMark> commits) {
        var head = table.currentSnapshot();
        if (head == null) {
            begin();
            return;
        }
        long back = pinned.orElseGet(() -> SnapshotUtil.oldestAncestor(table).snapshotId());
        if (back != head.snapshotId() && isAll(commits, back)) {
            rollBack(back);
        }
    }

    /** Iceberg's own rollback would also undo what others have committed since we looked. */
    private void rollBack(long back) {
        var operations = ((HasTableOperations) table).operations();
        var seen = operations.current();
        operations.commit(
                seen,
                TableMetadata.buildFrom(seen)
                        .setBranchSnapshot(back, SnapshotRef.MAIN_BRANCH)
                        .build());
    }

    /** A snapshot of nothing, so that there is one to go back to. */
    private void begin() {
        table.newAppend().commit();
    }

    private boolean isAll(Predicate<CommitMark> commits, long back) {
        boolean written = false;
        for (var each = table.currentSnapshot(); each != null; each = parent(each)) {
            if (each.snapshotId() == back) {
                return written;
            }
            boolean ofCommit = CommitMark.of(each).filter(commits).isPresent();
            if (!ofCommit && !each.operation().equals(DataOperations.REPLACE)) {
                return false;
            }
            written |= ofCommit;
        }
        return false;
    }

    private Snapshot parent(Snapshot snapshot) {
        return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
}
