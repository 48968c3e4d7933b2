package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;

/**
 * A seeded history of live runs over one archive, and of replays of its rejects beside them.
 * Sources, operators' state and the scheduler are plain Java; what counts positions, puts
 * checkpoints together, and commits them to a catalog in memory is the real thing.
 */
final class History {
    private static final AtomicInteger MADE = new AtomicInteger();

    /** So many make all that can happen meet. */
    static final int STEPS = 40;

    private static final Instant NOW = Instant.ofEpochSecond(1);

    /** Who is waited for never goes on meanwhile. */
    private static final Patience IMPATIENT = new Patience(1, 1);

    /** Before the position of a reject that was decoded again. */
    private static final String ANSWER = "=";

    private static final WrittenBy BY = new WrittenBy("history", "0123", 0, "0");

    private final Random random;
    private final int steps;
    private final Map<String, Table> tables = new HashMap<>();

    /** How many records each partition of the topic has. */
    private final List<Integer> ends = new ArrayList<>();

    /** What the data files of events and rejects hold, by path. */
    private final Map<String, List<String>> contents = new HashMap<>();

    /** The files of each manifest, by its path; one never changes, and to read it takes long. */
    private final Map<String, List<String>> manifests = new HashMap<>();

    private final List<Savepoint> savepoints = new ArrayList<>();
    private final Failures failures = new Failures();
    private int jobs;
    private final String warehouse = "history-" + MADE.incrementAndGet() + "/";

    private int files;
    private int replays;
    private Run run;

    /**
     * @param steps how many of its steps to take before the sources are read to their end
     */
    History(long seed, int steps) throws IOException {
        random = new Random(seed);
        this.steps = steps;
        MemoryTables.make(warehouse)
                .forEach((name, table) -> tables.put(name, failures.around(table)));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ends.add(random.nextInt(12));
        }
    }

    /** What a job goes on from: a checkpoint that was completed, as its state has it. */
    private record Savepoint(
            String job, long checkpoint, List<Long> positions, List<byte[]> pending) {}

    /** Runs the history and judges its end; the archived positions. */
    Set<String> run() throws Exception {
        try {
            return runToTheEnd();
        } finally {
            MemoryTables.forget(warehouse);
        }
    }

    private Set<String> runToTheEnd() throws Exception {
        for (int step = 0; step < steps; step++) {
            try {
                step();
            } catch (Failures.InjectedException
                    | SplitCommitException
                    | Patience.ExhaustedException e) {
                run = null;
            }
            if (run == null) {
                check(Set.of());
            }
        }
        failures.arm(Optional.empty());
        while (!isReadToTheEnd()) {
            run = null;
        }
        check(all());
        return archived(ArchiveTable.EVENTS);
    }

    private boolean isReadToTheEnd() throws IOException {
        try {
            if (run == null) {
                begin();
            }
            run.readAll();
            run.complete(run.checkpoint());
            return true;
        } catch (SplitCommitException e) {
            assertThat(savepoints).isNotEmpty();
            return false;
        } catch (Patience.ExhaustedException e) {
            return false;
        }
    }

    private void step() throws Exception {
        failures.arm(random.nextInt(4) == 0 ? Optional.of(random.nextInt(14)) : Optional.empty());
        if (run == null) {
            begin();
            return;
        }
        switch (random.nextInt(15)) {
            case 12 -> replay();
            case 13 -> replayWithin();
            case 14 -> commitWithin();
            case 0 -> run = null;
            case 1 -> grow();
            case 2, 3, 4 -> run.complete(run.checkpoint());
            case 5 -> run.checkpoint();
            case 6 -> run.completeLate();
            default -> run.read();
        }
    }

    /** It may fail; the live run goes on beside what that leaves. */
    private void replay() throws IOException {
        try {
            openReplay().commit(IMPATIENT);
        } catch (Failures.InjectedException | Patience.ExhaustedException e) {
            replays++;
        }
    }

    /** A replay in the midst of a live run's commit. */
    private void replayWithin() throws IOException {
        failures.arm(random.nextInt(10), () -> unchecked(this::replay));
        run.complete(run.checkpoint());
    }

    /** A live run's commit in the midst of a replay's; if it fails, it starts again at once. */
    private void commitWithin() throws IOException {
        failures.arm(random.nextInt(8), () -> unchecked(this::commitOrRestart));
        replay();
    }

    private void commitOrRestart() throws IOException {
        try {
            run.complete(run.checkpoint());
        } catch (Patience.ExhaustedException e) {
            run = null;
            try {
                begin();
            } catch (SplitCommitException refused) {
                run = null;
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of some of the rejects that nothing answers yet. */
    private ReplayCommit openReplay() throws IOException {
        var events = refreshed(ArchiveTable.EVENTS);
        var parts = new ArrayList<Part>();
        var taken = new ArrayList<String>();
        var answers = new ArrayList<String>();
        var counts = new HashMap<Integer, StretchCount>();
        for (String position : new TreeSet<>(open())) {
            if (random.nextBoolean()) {
                taken.add(position);
                answers.add(ANSWER + position);
                int partition = Integer.parseInt(position.substring(0, position.indexOf(':')));
                counts.computeIfAbsent(
                                partition,
                                any ->
                                        new StretchCount(
                                                new Known.Partition("t", partition),
                                                null,
                                                Optional.empty()))
                        .answer("format", 1);
            }
        }
        parts.add(part(ArchiveTable.EVENTS, taken));
        parts.add(part(ArchiveTable.REJECTS, answers));
        counts.values().forEach(count -> parts.add(progress(count)));
        var made = Checkpoint.of(CommitMark.replay("job" + replays++), 1, 1, parts);
        var rows =
                new ProgressRows(tables.get(ArchiveTable.PROGRESS), BY, InstantSource.fixed(NOW));
        long readAt = events.currentSnapshot() == null ? -1 : events.currentSnapshot().snapshotId();
        return new ReplayCommit(tables, rows, made, readAt);
    }

    /** Rejects that nothing answers. */
    private Set<String> open() {
        var rejects = archived(ArchiveTable.REJECTS);
        var open = new HashSet<>(rejects);
        open.removeIf(each -> each.startsWith(ANSWER) || rejects.contains(ANSWER + each));
        return open;
    }

    private void grow() {
        if (random.nextInt(3) == 0) {
            ends.add(0);
        }
        ends.replaceAll(end -> end + random.nextInt(6));
    }

    /** From the newest or any other savepoint, or from none. */
    private void begin() throws IOException {
        var pin = Pin.of(refreshed(ArchiveTable.EVENTS)).flatMap(each -> each.snapshot("progress"));
        var known = pin.isPresent() ? Known.of(refreshed("progress"), pin.get()) : Known.NOTHING;
        int from = random.nextInt(3);
        if (savepoints.isEmpty() || from == 0) {
            run = new Run("job" + jobs++, known);
        } else {
            int index = from == 1 ? savepoints.size() - 1 : random.nextInt(savepoints.size());
            boolean restart = from == 1 && random.nextBoolean();
            var savepoint = savepoints.get(index);
            run = new Run(restart ? savepoint.job : "job" + jobs++, known);
            run.restore(savepoint, restart);
        }
        var begun = run;
        run = null;
        begun.start();
        run = begun;
    }

    private Table refreshed(String name) {
        tables.get(name).refresh();
        return tables.get(name);
    }

    private Set<String> all() {
        var all = new HashSet<String>();
        for (int partition = 0; partition < ends.size(); partition++) {
            for (int offset = 0; offset < ends.get(partition); offset++) {
                all.add(partition + ":" + offset);
            }
        }
        return all;
    }

    /** No position is there twice; in the end, each is there. */
    private void check(Set<String> expected) {
        var found = archived(ArchiveTable.EVENTS);
        var rejects = open();
        assertThat(rejects).noneMatch(found::contains);
        assertThat(archived(ArchiveTable.REJECTS))
                .filteredOn(each -> each.startsWith(ANSWER))
                .allMatch(each -> found.contains(each.substring(ANSWER.length())));
        long accepted = found.size();
        found.addAll(rejects);
        if (!expected.isEmpty()) {
            assertThat(sum("accepted")).isEqualTo(accepted);
            assertThat(sum("rejected")).isEqualTo(rejects.size());
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Over all rows of progress that are pinned. */
    private long sum(String column) {
        long sum = 0;
        var pin = Pin.of(refreshed(ArchiveTable.EVENTS)).flatMap(each -> each.snapshot("progress"));
        if (pin.isEmpty()) {
            return 0;
        }
        try (var rows =
                IcebergGenerics.read(refreshed(ArchiveTable.PROGRESS))
                        .useSnapshot(pin.get())
                        .select(column)
                        .build()) {
            for (var row : rows) {
                sum += (long) row.getField(column);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> archived(String name) {
        var found = new HashSet<String>();
        var table = refreshed(name);
        if (table.currentSnapshot() == null) {
            return found;
        }
        for (String file : files(name, table)) {
            for (String position : contents.get(file)) {
                assertThat(found.add(position)).as(name + " twice: " + position).isTrue();
            }
        }
        return found;
    }

    /** What readers see: what events pin; a commit may have stopped half way. */
    private List<String> files(String name, Table table) {
        var events = refreshed(ArchiveTable.EVENTS);
        var snapshot =
                name.equals(ArchiveTable.EVENTS)
                        ? Optional.of(events.currentSnapshot().snapshotId())
                        : Pin.of(events).flatMap(pin -> pin.snapshot(name));
        var files = new ArrayList<String>();
        if (snapshot.isPresent()) {
            for (var manifest : table.snapshot(snapshot.get()).dataManifests(table.io())) {
                files.addAll(
                        manifests.computeIfAbsent(manifest.path(), any -> files(manifest, table)));
            }
        }
        return files;
    }

    private static List<String> files(ManifestFile manifest, Table table) {
        var files = new ArrayList<String>();
        try (var entries = ManifestFiles.read(manifest, table.io(), table.specs())) {
            entries.forEach(file -> files.add(file.location()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    private static Part progress(StretchCount count) {
        return new Part(ArchiveTable.PROGRESS, 0, 1, 0, List.of(), List.of(count.stretch()));
    }

    private Part part(String table, List<String> taken) {
        var texts = new ArrayList<String>();
        if (!taken.isEmpty()) {
            var file = file(table, taken);
            texts.addAll(DataFileText.write(List.of(file), tables.get(table).specs()));
            taken.clear();
        }
        return new Part(table, 0, 1, 0, texts, List.of());
    }

    private DataFile file(String table, List<String> taken) {
        var path = "mem/" + table + "/" + files++;
        contents.put(path, List.copyOf(taken));
        return MemoryTables.file(tables.get(table), path, taken.size());
    }

    /** One attempt of a live job. */
    private final class Run {
        private final String job;
        private final Known known;
        private final List<Long> positions = new ArrayList<>();
        private final TreeMap<Long, Checkpoint> pending = new TreeMap<>();
        private final Map<Integer, StretchCount> counts = new HashMap<>();
        private final List<String> events = new ArrayList<>();
        private final List<String> rejects = new ArrayList<>();
        private List<Checkpoint> restored = List.of();
        private ArchiveCommits commits;
        private long checkpoint;

        Run(String job, Known known) {
            this.job = job;
            this.known = known;
        }

        void restore(Savepoint savepoint, boolean restart) throws IOException {
            positions.addAll(savepoint.positions);
            checkpoint = restart ? savepoint.checkpoint : 0;
            var checkpoints = new ArrayList<Checkpoint>();
            for (byte[] each : savepoint.pending) {
                checkpoints.add(Checkpoint.decode(each));
            }
            restored = checkpoints;
        }

        void start() throws IOException {
            commits = new ArchiveCommits(tables, BY, InstantSource.fixed(NOW), IMPATIENT);
            commits.forgetUnfinished();
            commits.commitRestored(restored);
        }

        void read() {
            int partition = random.nextInt(ends.size());
            while (positions.size() <= partition) {
                positions.add(0L);
            }
            long at = positions.get(partition);
            if (at < ends.get(partition)) {
                positions.set(partition, at + 1);
                take(partition, at);
            }
        }

        void readAll() {
            for (int partition = 0; partition < ends.size(); partition++) {
                while (positions.size() <= partition) {
                    positions.add(0L);
                }
                for (long at = positions.get(partition); at < ends.get(partition); at++) {
                    take(partition, at);
                }
                positions.set(partition, (long) ends.get(partition));
            }
        }

        private void take(int partition, long at) {
            var key = new Known.Partition("t", partition);
            if (known.ranges(key).contains(at)) {
                return;
            }
            var count =
                    counts.computeIfAbsent(
                            partition, any -> new StretchCount(key, null, Optional.empty()));
            var position = partition + ":" + at;
            if ((partition + at) % 5 == 4) {
                count.reject(at, "format");
                rejects.add(position);
            } else {
                count.event(at, 1, at);
                events.add(position);
            }
        }

        /** Puts a checkpoint together; its state is what a savepoint holds. */
        Savepoint checkpoint() throws IOException {
            checkpoint++;
            var parts = new ArrayList<Part>();
            parts.add(part(ArchiveTable.EVENTS, events));
            parts.add(part(ArchiveTable.REJECTS, rejects));
            counts.values().forEach(count -> parts.add(progress(count)));
            counts.clear();
            var put = Checkpoint.of(job, checkpoint, checkpoint, parts);
            pending.put(checkpoint, put);
            var encoded = new ArrayList<byte[]>();
            for (var each : pending.values()) {
                encoded.add(each.encode());
            }
            return new Savepoint(job, checkpoint, List.copyOf(positions), encoded);
        }

        /** The word that a checkpoint is complete may come when the next one is under way. */
        void completeLate() throws IOException {
            var first = checkpoint();
            read();
            var second = checkpoint();
            savepoints.add(first);
            savepoints.add(second);
            commit(first);
            commit(second);
        }

        /** A completed checkpoint can be gone on from, whatever becomes of its commit. */
        void complete(Savepoint completed) throws IOException {
            savepoints.add(completed);
            commit(completed);
        }

        private void commit(Savepoint completed) throws IOException {
            var complete = pending.headMap(completed.checkpoint, true);
            commits.commit(List.copyOf(complete.values()));
            complete.clear();
        }
    }
}
