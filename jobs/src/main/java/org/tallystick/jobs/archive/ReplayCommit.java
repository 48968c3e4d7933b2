package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Commits what a replay of rejects has made: as {@link ArchiveCommits} does a checkpoint, {@code
 * events} last, but beside a live job that may go on committing.
 *
 * <p>Neither ever pins what the other has put into a table and may still take back. So the replay
 * begins when no checkpoint is half committed, and begins again where one has come in between; a
 * live job waits for a replay that is half way. Of two replays that have read the same rejects, the
 * second to commit ends.
 */
final class ReplayCommit {
    /** What it commits before the events, in this order. */
    private static final List<String> BEFORE =
            List.of(ArchiveTable.REJECTS, ArchiveTable.LEDGER, ArchiveTable.PROGRESS);

    private final Map<String, Table> tables;
    private final ProgressRows progress;
    private final Checkpoint replay;
    private final CommitMark mark;
    private final long readAt;

    /**
     * @param tables the archive's, by name
     * @param replay all that it has made
     * @param readAt the snapshot of events at which it has read the archive
     */
    ReplayCommit(Map<String, Table> tables, ProgressRows progress, Checkpoint replay, long readAt) {
        this.tables = Map.copyOf(tables);
        this.progress = progress;
        this.replay = replay;
        this.mark = new CommitMark(replay.job(), replay.id());
        this.readAt = readAt;
    }

    /**
     * Commits it once, however often it is called.
     *
     * @throws AnotherReplayException if another replay has been committed since this one read
     * @throws Patience.ExhaustedException if a checkpoint stays half committed
     */
    void commit(Patience patience) {
        if (!replay.isEmpty()) {
            patience.await(this::attempt);
        }
    }

    /** Why it cannot be committed now. */
    private Optional<String> attempt() {
        if (!takeBackReplays()) {
            return Optional.of(
                    "archive: a live job has committed a checkpoint half way: let it go on, then replay again");
        }
        var events = refreshed(ArchiveTable.EVENTS);
        if (mark.isIn(events)) {
            return Optional.empty();
        }
        requireNoReplaySince(events);
        try {
            commit(Pin.of(events).orElseThrow(), events);
            return Optional.empty();
        } catch (ValidationException | CommitFailedException e) {
            takeBackReplays();
            return Optional.of(
                    "archive: a live job commits all the time that this replay does: replay again");
        } catch (CommitStateUnknownException e) {
            throw e; // what may have been committed is not to be taken back
        } catch (RuntimeException e) {
            takeBackAfter(e);
            throw e;
        } catch (IOException e) {
            var failure = new UncheckedIOException(e);
            takeBackAfter(failure);
            throw failure;
        }
    }

    /** A live job waits as long as a replay is half way. */
    private void takeBackAfter(RuntimeException failure) {
        try {
            takeBackReplays();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void requireNoReplaySince(Table events) {
        for (var each : SnapshotUtil.currentAncestors(events)) {
            if (each.snapshotId() == readAt) {
                return;
            }
            if (CommitMark.of(each).filter(CommitMark::isReplay).isPresent()) {
                throw new AnotherReplayException();
            }
        }
    }

    /**
     * Takes back what a replay has left half way, this one or one that has died.
     *
     * @return whether nothing is half way any more: not where a live job is, or writes meanwhile
     */
    private boolean takeBackReplays() {
        boolean free = true;
        for (String name : BEFORE) {
            var half = HalfCommits.now(tables, name);
            try {
                half.takeBack(CommitMark::isReplay);
            } catch (CommitFailedException e) {
                return false;
            }
            free &= half.marks(tables.get(ArchiveTable.EVENTS)).isEmpty();
        }
        return free;
    }

    private void commit(Pin pin, Table events) throws IOException {
        var heads = new HashMap<>(pin.others());
        for (String name : BEFORE) {
            var files = name.equals(ArchiveTable.PROGRESS) ? progress() : files(name);
            if (!files.isEmpty()) {
                heads.put(name, append(name, files, pin.snapshot(name)));
            }
        }
        var append = events.newAppend();
        files(ArchiveTable.EVENTS).forEach(append::appendFile);
        mark.properties().forEach(append::set);
        Pin.properties(heads, pin.closedUntil()).forEach(append::set);
        var before = CommitMark.newestOfAny(events);
        append.validateWith(new Unchanged(before, heads));
        append.commit();
    }

    private List<DataFile> progress() throws IOException {
        return progress.write(List.of(replay));
    }

    private List<DataFile> files(String name) throws IOException {
        return DataFileText.readAll(replay.filesOf(name), tables.get(name).specs());
    }

    /** The snapshot that it made. */
    private long append(String name, List<DataFile> files, Optional<Long> pinned) {
        var append = tables.get(name).newAppend();
        files.forEach(append::appendFile);
        mark.properties().forEach(append::set);
        append.validateWith(new OnPinned(pinned));
        append.commit();
        for (var each : SnapshotUtil.currentAncestors(refreshed(name))) {
            if (CommitMark.of(each).equals(Optional.of(mark))) {
                return each.snapshotId();
            }
        }
        throw new ValidationException("another run has taken back what this one had appended");
    }

    private Table refreshed(String name) {
        var table = tables.get(name);
        table.refresh();
        return table;
    }

    /** Nobody has committed between the pinned snapshot and this one. */
    private record OnPinned(Optional<Long> pinned) implements SnapshotAncestryValidator {

        @Override
        public boolean validate(Iterable<Snapshot> newestFirst) {
            for (var each : newestFirst) {
                if (pinned.equals(Optional.of(each.snapshotId()))) {
                    return true;
                }
                if (CommitMark.of(each).isPresent()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Nobody has committed events since, nor taken back what is to be pinned. */
    private final class Unchanged implements SnapshotAncestryValidator {
        private final Optional<CommitMark> before;
        private final Map<String, Long> heads;

        private Unchanged(Optional<CommitMark> before, Map<String, Long> heads) {
            this.before = before;
            this.heads = heads;
        }

        @Override
        public boolean validate(Iterable<Snapshot> newestFirst) {
            return CommitMark.newestOfAny(newestFirst).equals(before)
                    && BEFORE.stream().filter(heads::containsKey).allMatch(this::isThere);
        }

        private boolean isThere(String name) {
            return SnapshotUtil.isAncestorOf(refreshed(name), heads.get(name));
        }
    }
}
