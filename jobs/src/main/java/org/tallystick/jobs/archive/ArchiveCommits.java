package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Commits checkpoints to the archive's tables, each exactly once, whatever fails in between.
 *
 * <p>Iceberg commits one table at a time. So {@code events} comes last, and its snapshot names
 * those of the other tables that belong to it: a checkpoint is in the archive exactly if {@code
 * events} says so ({@link Pin}). What a commit that stopped half way had put into the other tables
 * is taken back at the next start ({@link #forgetUnfinished}); if its checkpoint is restored, it is
 * committed again.
 */
final class ArchiveCommits {
    /** What a live job commits before the events, in this order. */
    private static final List<String> BEFORE =
            List.of(
                    ArchiveTable.REJECTS,
                    ArchiveTable.LEDGER,
                    ArchiveTable.RESULTS,
                    ArchiveTable.PROGRESS);

    /** Whose rows of an unfinished commit are taken back; a cell published twice is the same. */
    private static final List<String> TAKEN_BACK =
            List.of(ArchiveTable.REJECTS, ArchiveTable.LEDGER, ArchiveTable.PROGRESS);

    private final Map<String, Table> tables;
    private final ProgressRows progress;

    /** The newest commit of a live job, as far as this one knows. */
    private Optional<CommitMark> newest;

    /**
     * @param tables the archive's, by name
     */
    ArchiveCommits(Map<String, Table> tables, WrittenBy writer, InstantSource clock) {
        this.tables = Map.copyOf(tables);
        this.progress = new ProgressRows(tables.get(ArchiveTable.PROGRESS), writer, clock);
        this.newest = CommitMark.newest(refreshed(ArchiveTable.EVENTS));
    }

    /**
     * Commits checkpoints of one job, the oldest first; those that are committed already are passed
     * over.
     *
     * @throws AnotherRunException if another run has written to the archive since this one began
     */
    void commit(List<Checkpoint> checkpoints) throws IOException {
        if (checkpoints.isEmpty()) {
            return;
        }
        var last = checkpoints.get(checkpoints.size() - 1);
        var mark = new CommitMark(last.job(), last.id());
        if (mark.isIn(refreshed(ArchiveTable.EVENTS))) {
            return;
        }
        for (String name : BEFORE) {
            var files =
                    name.equals(ArchiveTable.PROGRESS)
                            ? progress.write(checkpoints)
                            : files(name, checkpoints);
            append(name, files, mark);
        }
        commitEvents(checkpoints, mark, last.closedUntil());
        newest = Optional.of(mark);
    }

    /**
     * Commits what a savepoint says was still to be committed, and is not yet. If other runs have
     * archived the same records since, only what was published of them is left.
     *
     * @throws SplitCommitException if they have archived a part of them: the files cannot be split
     */
    void commitRestored(List<Checkpoint> restored) throws IOException {
        var events = refreshed(ArchiveTable.EVENTS);
        var left =
                restored.stream()
                        .filter(each -> !new CommitMark(each.job(), each.id()).isIn(events))
                        .toList();
        var known = left.isEmpty() ? Known.NOTHING : known();
        long held = 0;
        long archived = 0;
        for (var checkpoint : left) {
            for (var each : checkpoint.stretches()) {
                if (each.hasPositions()) {
                    var partition = new Known.Partition(each.topic(), each.partition());
                    held += each.next() - each.first();
                    archived += known.ranges(partition).within(each.first(), each.next());
                }
            }
        }
        if (archived == 0) {
            commit(left);
        } else if (archived == held) {
            var last = left.get(left.size() - 1);
            var published = files(ArchiveTable.RESULTS, left);
            append(ArchiveTable.RESULTS, published, new CommitMark(last.job(), last.id()));
        } else {
            throw new SplitCommitException();
        }
    }

    private Known known() throws IOException {
        var pinned =
                Pin.of(refreshed(ArchiveTable.EVENTS))
                        .flatMap(pin -> pin.snapshot(ArchiveTable.PROGRESS));
        return pinned.isPresent()
                ? Known.of(refreshed(ArchiveTable.PROGRESS), pinned.get())
                : Known.NOTHING;
    }

    /** Appends what a job without checkpoints has made, once however often it is called. */
    void append(Checkpoint end) throws IOException {
        var mark = new CommitMark(end.job(), end.id());
        for (String name : end.files().keySet()) {
            append(name, files(name, List.of(end)), mark);
        }
    }

    private List<DataFile> files(String name, List<Checkpoint> checkpoints) throws IOException {
        var specs = tables.get(name).specs();
        var files = new ArrayList<DataFile>();
        for (var checkpoint : checkpoints) {
            for (String text : checkpoint.filesOf(name)) {
                files.add(DataFileText.read(text, specs));
            }
        }
        return files;
    }

    private void append(String name, List<DataFile> files, CommitMark mark) {
        var table = refreshed(name);
        if (files.isEmpty() || mark.isIn(table)) {
            return;
        }
        var append = table.newAppend();
        files.forEach(append::appendFile);
        mark.properties().forEach(append::set);
        append.commit();
    }

    private void commitEvents(List<Checkpoint> checkpoints, CommitMark mark, long closedUntil)
            throws IOException {
        var append = refreshed(ArchiveTable.EVENTS).newAppend();
        files(ArchiveTable.EVENTS, checkpoints).forEach(append::appendFile);
        mark.properties().forEach(append::set);
        Pin.properties(heads(), closedUntil).forEach(append::set);
        append.validateWith(new OnlyAfter(newest));
        try {
            append.commit();
        } catch (ValidationException e) {
            throw new AnotherRunException(e);
        }
    }

    private Map<String, Long> heads() {
        var heads = new HashMap<String, Long>();
        for (String name : BEFORE) {
            var head = tables.get(name).currentSnapshot();
            if (head != null) {
                heads.put(name, head.snapshotId());
            }
        }
        return heads;
    }

    /**
     * Takes back what a commit that did not come to its end has put into the other tables. To be
     * called before anything is committed: a checkpoint that is gone on with is committed whole
     * again, since what was there may have been that of later ones, too.
     */
    void forgetUnfinished() {
        var pin = Pin.of(refreshed(ArchiveTable.EVENTS));
        for (String name : TAKEN_BACK) {
            var pinned = pin.flatMap(each -> each.snapshot(name));
            takeBack(refreshed(name), pinned);
        }
    }

    private static void takeBack(Table table, Optional<Long> pinned) {
        var head = table.currentSnapshot();
        if (head == null) {
            begin(table);
            return;
        }
        long back = pinned.orElseGet(() -> SnapshotUtil.oldestAncestor(table).snapshotId());
        if (back != head.snapshotId() && isUnfinished(table, head, back)) {
            table.manageSnapshots().rollbackTo(back).commit();
        }
    }

    /** A snapshot of nothing, so that there is one to go back to. */
    private static void begin(Table table) {
        table.newAppend().commit();
    }

    /**
     * Whether a live job has written since, and nobody else. A rewrite of files by others changes
     * no row, and is undone with what it may have rewritten.
     */
    private static boolean isUnfinished(Table table, Snapshot head, long pinned) {
        boolean written = false;
        for (var each = head; each != null; each = parent(table, each)) {
            if (each.snapshotId() == pinned) {
                return written;
            }
            boolean ofCommit = CommitMark.of(each).isPresent();
            if (!ofCommit && !each.operation().equals(DataOperations.REPLACE)) {
                return false;
            }
            written |= ofCommit;
        }
        return false;
    }

    private static Snapshot parent(Table table, Snapshot snapshot) {
        return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }

    private Table refreshed(String name) {
        var table = tables.get(name);
        table.refresh();
        return table;
    }
}
