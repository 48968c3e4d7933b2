package org.tallystick.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page shows is what runs. */
class DocumentedExampleTest {
    private static final Path SOURCE =
            Path.of("src/test/java/org/tallystick/equality/ClicksTest.java");

    @Test
    void theExampleOfThePageIsATestOfThisFolder() throws IOException {
        var page = Files.readString(Path.of("../docs/equality-kit.md"));
        var source = Files.readString(SOURCE);
        int from = source.indexOf("    @RegisterExtension");
        var example = source.substring(from, source.lastIndexOf("}")).stripTrailing();

        assertThat(page).contains("```java\n" + example.stripIndent() + "\n```");
    }
}
