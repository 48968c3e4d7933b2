package org.tallystick.jobs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.local.runner.BadInputException;

class DemoFolderTest {
    @TempDir private Path parent;

    @Test
    void itsOwnFolderIsEmptied() throws Exception {
        var folder = parent.resolve("data/demo");
        DemoFolder.prepare(folder);
        Files.createDirectories(folder.resolve("results"));
        Files.writeString(folder.resolve("results/old"), "old");

        DemoFolder.prepare(folder);

        assertThat(folder.resolve("results")).doesNotExist();
        assertThat(folder).isDirectory();
    }

    @Test
    void anotherOnesFolderIsLeftAlone() throws Exception {
        Files.writeString(parent.resolve("precious"), "mine");

        assertThatThrownBy(() -> DemoFolder.prepare(parent))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("was not made by the demo");
        assertThat(parent.resolve("precious")).hasContent("mine");
    }

    @Test
    void anEmptyFolderWillDo() throws Exception {
        DemoFolder.prepare(parent);

        assertThat(parent).isNotEmptyDirectory();
    }
}
