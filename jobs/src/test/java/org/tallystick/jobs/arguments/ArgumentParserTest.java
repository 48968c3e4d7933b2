package org.tallystick.jobs.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.reprocess.ReprocessRange;
import picocli.CommandLine.Option;

class ArgumentParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pipeline a.yaml --bounded --set x=1 --set y=z=2 --new-history n",
                "--set=x=1 --bounded --set=y=z=2 --new-history=n --pipeline=a.yaml",
                "-p a.yaml --set x=1 --bounded --new-history n --set=y=z=2",
                "--bounded a.yaml --set x=1 --set y=z=2 --new-history n",
            })
    void optionsAndWordsMayStandInAnyOrder(String line) throws Exception {
        var arguments = stream(line);

        assertThat(arguments.file()).isEqualTo("a.yaml");
        assertThat(arguments.overrides()).containsExactly("x=1", "y=z=2", "archive.namespace=n");
        assertThat(arguments.options(told -> {}).bounded()).isTrue();
        assertThat(arguments.savepoint()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a                                 | false | false |
                    a --again skip                    | true  | false |
                    a --resume latest                 | false | true  |
                    a --resume=file:/s --again=skip   | true  | false | file:/s
                    a --resume -s                     | false | false | -s
                    """)
    void aStreamBeginsWhereItIsTold(String line, boolean skip, boolean latest, String savepoint)
            throws Exception {
        var arguments = stream(line);

        assertThat(arguments.options(told -> {}).skipKnown()).isEqualTo(skip);
        assertThat(arguments.options(told -> {}).resumeLatest()).isEqualTo(latest);
        assertThat(arguments.savepoint()).isEqualTo(Optional.ofNullable(savepoint));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
word --pipelin x       | unknown option --pipelin (did you mean '--pipeline'?)
word --pipelin=x       | unknown option --pipelin (did you mean '--pipeline'?)
word --zzz             | unknown option --zzz, known are [--pipeline, --set, --bounded, --resume, --again, --new-history]
word -pfile            | unknown option -pfile, known are [--pipeline, --set, --bounded, --resume, --again, --new-history]
word --bounded=yes     | --bounded takes no value, but got 'yes'
--pipeline             | --pipeline needs a value
-p                     | --pipeline needs a value
--pipeline=            | --pipeline needs a value
--pipeline --bounded w | --pipeline needs a value
--pipeline --other     | --pipeline needs a value
word --set             | --set needs a value
word --resume 1 --resume 2   | --resume is given twice
word --bounded --bounded     | --bounded is given twice
word other             | unexpected argument 'other'
word --again all       | --again is 'all', not skip
""")
    void aMistakeIsNamed(String line, String message) {
        assertThatThrownBy(() -> stream(line))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --bounded         | the pipeline FILE is missing
                    word --pipeline p | unexpected argument 'word': --pipeline names the file
                    """)
    void onePipelineIsNamed(String line, String message) throws Exception {
        var arguments = stream(line);

        assertThatThrownBy(arguments::file)
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatBeginsWithAnAtSignNamesNoFileOfArguments() throws Exception {
        assertThat(stream("@a.yaml --set @x=1").file()).isEqualTo("@a.yaml");
    }

    @Test
    void aDateIsItsBeginningInUtc() throws Exception {
        assertThat(reprocess("p --from 2001-01-02 --to=2001-01-03T00:00:00+01:00").range())
                .isEqualTo(
                        new ReprocessRange(
                                Instant.parse("2001-01-02T00:00:00Z").toEpochMilli(),
                                Instant.parse("2001-01-02T23:00:00Z").toEpochMilli()));
        assertThat(reprocess("p").range()).isEqualTo(ReprocessRange.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2001-02-30", "2001-01-02T03:04:05"})
    void whatIsNoTimeIsNamed(String text) {
        assertThatThrownBy(() -> reprocess("p --from " + text))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(
                        "--from is '%s', not a time like 2001-01-02T00:00:00Z or a date like 2001-01-02"
                                .formatted(text));
    }

    @Test
    void aRangeIsNotEmpty() throws Exception {
        var arguments = reprocess("p --from 2001-01-02 --to 2001-01-02");

        assertThatThrownBy(arguments::range)
                .isInstanceOf(BadArgumentException.class)
                .hasMessageEndingWith("--from must be before --to");
    }

    @Test
    void staleWindowsAreSoughtInNoRange() throws Exception {
        assertThat(reprocess("p").stale()).isFalse();
        assertThat(reprocess("p --stale").stale()).isTrue();
        assertThatThrownBy(reprocess("p --stale --to 2001-01-02")::range)
                .isInstanceOf(BadArgumentException.class)
                .hasMessageStartingWith("--stale finds the windows by itself");
    }

    @Test
    void aModeIsOneOfTwo() throws Exception {
        assertThat(reprocess("p").mode()).isEqualTo(Mode.AUDIT);
        assertThat(reprocess("p --mode correct").mode()).isEqualTo(Mode.CORRECT);
        assertThatThrownBy(() -> reprocess("p --mode fix"))
                .hasMessage("--mode is 'fix', not one of audit, correct");
    }

    @Test
    void aNumberIsPositive() throws Exception {
        assertThat(ArgumentParser.read(new Counted(), List.of("--limit", "7")).limit).isEqualTo(7);
        for (var text : List.of("0", "-1", "1.5", "1000000000", "many")) {
            assertThatThrownBy(() -> ArgumentParser.read(new Counted(), List.of("--limit", text)))
                    .isInstanceOf(BadArgumentException.class)
                    .hasMessage("--limit is '" + text + "', not a positive number");
        }
    }

    private static final class Counted {
        @Option(names = "--limit", converter = PositiveNumber.class)
        private int limit;
    }

    private static StreamArguments stream(String line) throws BadArgumentException {
        return ArgumentParser.read(new StreamArguments(), List.of(line.split(" +")));
    }

    private static ReprocessArguments reprocess(String line) throws BadArgumentException {
        return ArgumentParser.read(new ReprocessArguments(), List.of(line.split(" +")));
    }
}
