package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {
    @TempDir private Path folder;

    @Test
    void aFolderIsMadeAndNothingStaysInIt() throws Exception {
        var deep = folder.resolve("a/b");

        WritableFolder.require(deep);

        assertThat(deep).isEmptyDirectory();
        assertThat(WritableFolder.seems(deep.resolve("c"))).isTrue();
    }

    @Test
    void whatIsNoFolderIsNamedInOneLine() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> WritableFolder.require(file))
                .isInstanceOf(UnwritableException.class)
                .hasMessage("cannot write to " + file + ": it is no folder");
        assertThat(WritableFolder.seems(file.resolve("below"))).isFalse();
    }
}
