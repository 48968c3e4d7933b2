package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.BadArgumentException;

class CompletedCheckpointTest {
    @TempDir Path job;

    @Test
    void aFolderWithoutMetadataIsRefusedByNamingItsNewestCompleteNeighbours() throws Exception {
        complete("chk-7", 7);
        complete("chk-8", 8);
        complete("chk-9", 9);
        complete("chk-10", 10);
        Files.createDirectories(job.resolve("shared"));
        var broken = Files.createDirectories(job.resolve("chk-11"));

        assertRefused(
                broken,
                "its newest complete neighbours are file:%1$s/chk-10, file:%1$s/chk-9, file:%1$s/chk-8"
                        .formatted(job));
    }

    @Test
    void theFolderOfAJobIsRefusedByNamingItsCheckpoints() throws Exception {
        complete("chk-3", 3);

        assertRefused(job, "its newest complete neighbours are file:" + job + "/chk-3");
    }

    @Test
    void aFolderWithNothingAroundItIsRefusedToo() throws Exception {
        var broken = Files.createDirectories(job.resolve("chk-1"));

        assertRefused(broken, "there is no complete one in it or beside it");
    }

    @Test
    void whatIsCompleteOrOutOfSightIsLeftToFlink() throws Exception {
        var complete = complete("chk-1", 1);

        for (var path : new Path[] {complete, complete.resolve("_metadata"), job.resolve("gone")}) {
            assertThatCode(() -> CompletedCheckpoint.require(path.toString()))
                    .doesNotThrowAnyException();
        }
    }

    private static void assertRefused(Path folder, String instead) {
        assertThatThrownBy(() -> CompletedCheckpoint.require(folder.toUri().toString()))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(
                        folder.toUri()
                                + " has no _metadata: it is not a completed checkpoint; "
                                + instead);
    }

    private Path complete(String name, long written) throws IOException {
        var folder = Files.createDirectories(job.resolve(name));
        var metadata = Files.writeString(folder.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(written * 1000));
        return folder;
    }
}
