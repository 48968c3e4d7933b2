package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** What a savepoint holds that is still to be committed, and what other runs have done since. */
class ArchiveCommitsTest {
    private final Map<String, Table> tables = MemoryTables.make();

    @Test
    void whatNobodyHasArchivedSinceIsCommittedWhole() throws IOException {
        commits("first").commitRestored(List.of(checkpoint("first", 0, 5)));

        assertThat(files(ArchiveTable.EVENTS)).containsExactly("first-events");
        assertThat(files(ArchiveTable.RESULTS)).containsExactly("first-results");
    }

    @Test
    void whatAnotherRunHasArchivedIsNotArchivedTwiceButWhatWasPublishedStands() throws IOException {
        commits("other").commit(List.of(checkpoint("other", 0, 9)));

        commits("first").commitRestored(List.of(checkpoint("first", 0, 5)));

        assertThat(files(ArchiveTable.EVENTS)).containsExactly("other-events");
        assertThat(files(ArchiveTable.RESULTS))
                .containsExactlyInAnyOrder("other-results", "first-results");
    }

    @Test
    void aPartCannotBeLeftOut() throws IOException {
        commits("other").commit(List.of(checkpoint("other", 0, 3)));

        assertThatThrownBy(
                        () -> commits("first").commitRestored(List.of(checkpoint("first", 0, 5))))
                .isInstanceOf(SplitCommitException.class);
    }

    @Test
    void whatACommitHadLeftIsTakenBackThoughFilesWereRewrittenMeanwhile() throws IOException {
        commits("first").commit(List.of(checkpoint("first", 0, 5)));
        rewrite(ArchiveTable.PROGRESS, "rewritten");
        var stopped = new Failures();
        stopped.arm(Optional.of(4));
        assertThatThrownBy(
                        () ->
                                commits("second", stopped)
                                        .commit(List.of(checkpoint("second", 5, 9))))
                .isInstanceOf(Failures.InjectedException.class);
        assertThat(files(ArchiveTable.PROGRESS)).hasSize(2);
        assertThat(files(ArchiveTable.EVENTS)).containsExactly("first-events");

        commits("third").forgetUnfinished();

        assertThat(files(ArchiveTable.PROGRESS)).hasSize(1);
        assertThat(files(ArchiveTable.PROGRESS)).doesNotContain("rewritten");
    }

    @Test
    void aRewriteAloneStays() throws IOException {
        commits("first").commit(List.of(checkpoint("first", 0, 5)));
        rewrite(ArchiveTable.PROGRESS, "rewritten");

        commits("second").forgetUnfinished();

        assertThat(files(ArchiveTable.PROGRESS)).containsExactly("rewritten");
    }

    /** As a maintenance job does: one file of the same rows in place of another. */
    private void rewrite(String name, String path) throws IOException {
        var table = tables.get(name);
        table.refresh();
        try (var scan = table.newScan().planFiles()) {
            for (var each : scan) {
                var rows = (int) each.file().recordCount();
                table.newRewrite()
                        .deleteFile(each.file())
                        .addFile(MemoryTables.file(table, path, rows))
                        .commit();
            }
        }
    }

    private ArchiveCommits commits(String run) {
        return commits(run, new Failures());
    }

    private ArchiveCommits commits(String run, Failures failures) {
        var by = new WrittenBy(run, "0123", 0, "0");
        var failing = new HashMap<String, Table>();
        tables.forEach((name, table) -> failing.put(name, failures.around(table)));
        return new ArchiveCommits(failing, by, InstantSource.fixed(Instant.ofEpochSecond(1)));
    }

    private Checkpoint checkpoint(String job, long first, long next) throws IOException {
        var stretch = new StretchCount(new Known.Partition("t", 0), null, Optional.empty());
        for (long offset = first; offset < next; offset++) {
            stretch.event(offset, 1, offset);
        }
        return Checkpoint.of(
                job,
                1,
                1,
                List.of(
                        part(job, ArchiveTable.EVENTS),
                        part(job, ArchiveTable.RESULTS),
                        new Part(
                                ArchiveTable.PROGRESS,
                                0,
                                1,
                                0,
                                List.of(),
                                List.of(stretch.stretch()))));
    }

    private Part part(String job, String name) throws IOException {
        var table = tables.get(name);
        var file = MemoryTables.file(table, job + "-" + name, 1);
        return new Part(name, 0, 1, 0, DataFileText.write(List.of(file), table.specs()), List.of());
    }

    private List<String> files(String name) throws IOException {
        tables.get(name).refresh();
        try (var scan = tables.get(name).newScan().planFiles()) {
            return StreamSupport.stream(scan.spliterator(), false)
                    .map(each -> each.file().location())
                    .toList();
        }
    }
}
