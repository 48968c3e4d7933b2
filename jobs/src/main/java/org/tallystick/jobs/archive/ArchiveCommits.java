package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

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
    private final Patience patience;

    /** The newest commit of a live job, as far as this one knows. */
    private Optional<CommitMark> newest;

    /**
     * @param tables the archive's, by name
     */
    ArchiveCommits(Map<String, Table> tables, WrittenBy writer, InstantSource clock) {
        this(tables, writer, clock, Patience.LIVE);
    }

    /**
     * @param patience how long it waits for a replay that is half way
     */
    ArchiveCommits(
            Map<String, Table> tables, WrittenBy writer, InstantSource clock, Patience patience) {
        this.patience = patience;
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
        BEFORE.forEach(this::refreshed);
        patience.await(this::halfReplay);
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
            refreshed(ArchiveTable.RESULTS);
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

    /**
     * Appends what a job without checkpoints has made, once however often it is called.
     *
     * @param answer what it has answered, if it has answered anything: also where it found nothing
     *     to correct
     */
    void append(Checkpoint end, Optional<Answer> answer) throws IOException {
        var mark = new CommitMark(end.job(), end.id());
        for (String name : end.files().keySet()) {
            if (!name.equals(ArchiveTable.RESULTS)) {
                refreshed(name);
                append(name, files(name, List.of(end)), mark);
            }
        }
        refreshed(ArchiveTable.RESULTS);
        append(
                ArchiveTable.RESULTS,
                files(ArchiveTable.RESULTS, List.of(end)),
                mark,
                answer.map(Answer::properties).orElse(Map.of()));
    }

    private List<DataFile> files(String name, List<Checkpoint> checkpoints) throws IOException {
        var texts = checkpoints.stream().flatMap(each -> each.filesOf(name).stream()).toList();
        return DataFileText.readAll(texts, tables.get(name).specs());
    }

    /** Commits a replay of rejects, once however often it is called. */
    void replay(Checkpoint end, long readAt) {
        new ReplayCommit(tables, progress, end, readAt).commit(Patience.OF_REPLAY);
    }

    /**
     * What a replay has put into tables and may still take back: it must not be pinned. Looks at
     * the tables as they were last refreshed, and again only if there is any.
     */
    private Optional<String> halfReplay() {
        if (!hasHalfReplay()) {
            return Optional.empty();
        }
        refreshed(ArchiveTable.EVENTS);
        BEFORE.forEach(this::refreshed);
        return hasHalfReplay()
                ? Optional.of(
                        "archive: a replay of rejects has stopped half way; what it left is taken"
                                + " back when this job starts again")
                : Optional.empty();
    }

    private boolean hasHalfReplay() {
        var events = tables.get(ArchiveTable.EVENTS);
        var pin = Pin.of(events);
        return TAKEN_BACK.stream()
                .map(name -> new HalfCommits(tables.get(name), pin.flatMap(p -> p.snapshot(name))))
                .flatMap(half -> half.marks(events).stream())
                .anyMatch(CommitMark::isReplay);
    }

    private void append(String name, List<DataFile> files, CommitMark mark) {
        append(name, files, mark, Map.of());
    }

    /**
     * @param more properties of the snapshot; with any, it is made without files, too
     */
    private void append(
            String name, List<DataFile> files, CommitMark mark, Map<String, String> more) {
        var table = tables.get(name);
        if ((files.isEmpty() && more.isEmpty()) || mark.isIn(table)) {
            return;
        }
        var append = table.newAppend();
        files.forEach(append::appendFile);
        mark.properties().forEach(append::set);
        more.forEach(append::set);
        append.commit();
    }

    private void commitEvents(List<Checkpoint> checkpoints, CommitMark mark, long closedUntil)
            throws IOException {
        var files = files(ArchiveTable.EVENTS, checkpoints);
        patience.await(
                () -> halfReplay().or(() -> replayed(() -> append(files, mark, closedUntil))));
    }

    private void append(List<DataFile> files, CommitMark mark, long closedUntil) {
        var events = tables.get(ArchiveTable.EVENTS);
        var append = events.newAppend();
        files.forEach(append::appendFile);
        mark.properties().forEach(append::set);
        Pin.properties(heads(), closedUntil).forEach(append::set);
        append.validateWith(new OnlyAfter(newest, CommitMark.newestOfAny(events)));
        append.commit();
    }

    /** A replay that has come in between has put into other tables what the commit did not know. */
    private Optional<String> replayed(Runnable commit) {
        try {
            commit.run();
            return Optional.empty();
        } catch (ValidationException e) {
            if (!CommitMark.newest(refreshed(ArchiveTable.EVENTS)).equals(newest)) {
                throw new AnotherRunException(e);
            }
            BEFORE.forEach(this::refreshed);
            return Optional.of("archive: replays of rejects are committed one after another");
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
        for (String name : TAKEN_BACK) {
            HalfCommits.now(tables, name).takeBack(any -> true);
        }
    }

    private Table refreshed(String name) {
        var table = tables.get(name);
        table.refresh();
        return table;
    }
}
