package org.tallystick.jobs.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.CapturedConsole;

/** The completion script, in a real bash. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir static Path folder;

    @BeforeAll
    static void writeScript() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "no bash");
        Files.writeString(folder.resolve("completion"), script());
        Files.writeString(folder.resolve("flights.yaml"), "");
    }

    private static String script() {
        var console = new CapturedConsole(false, 80);
        var cli = new Cli(console.console(), new LocalJobs(), Path.of(".."));
        assertThat(cli.run(List.of("completion"))).isEqualTo(ExitCode.FINE);
        return console.out();
    }

    @Test
    void bashUnderstandsIt() throws Exception {
        assertThat(bash("bash -n completion")).isEmpty();
    }

    /** Bash falls back to names of files, which {@code -o default} asks for, where nothing fits. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    st                           | status stream
                    stream --b                   | --bounded
                    stream --re                  | --resume
                    events p.yaml --             | --help --json --limit --pipeline --set --where
                    reprocess p.yaml --mode ''   | audit correct
                    stream p.yaml --again ''     | skip
                    help com                     | completion
                    init flig                    | ''
                    check flig                   | ''
                    stream --pipeline flig       | ''
                    """)
    void itCompletes(String line, String words) throws Exception {
        assertThat(completions(line)).isEqualTo(words(words));
    }

    @Test
    void filesAreCompletedWhereNothingElseFits() throws Exception {
        var compspec = bash("source completion; complete -p tallystick");

        assertThat(compspec).contains("-o default");
        assertThat(Files.readString(folder.resolve("completion"))).doesNotContain("+o default");
    }

    /** As bash calls the function when someone presses tab. */
    private static Set<String> completions(String line) throws Exception {
        return words(
                bash(
                        """
                        source completion
                        COMP_WORDS=(./tallystick %1$s)
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        COMP_LINE="${COMP_WORDS[*]}"
                        _complete_tallystick 2>/dev/null
                        echo "${COMPREPLY[*]}"
                        """
                                .formatted(line)));
    }

    private static Set<String> words(String text) {
        var words = new TreeSet<>(List.of(text.strip().split("\\s+")));
        words.remove("");
        return words;
    }

    private static String bash(String script) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(BASH.toString(), "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
