package org.tallystick.jobs.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.reprocess.Mode;

class ArgumentsTest {
    private static final Arguments.Known KNOWN =
            new Arguments.Known(List.of("--pipeline", "--from", "--mode"), List.of("--bounded"), 1);

    @Test
    void optionsFlagsAndWordsMayStandInAnyOrder() throws Exception {
        var arguments = parse("--pipeline", "a.yaml", "word", "--bounded", "--from=b=c");

        assertThat(arguments.required("--pipeline")).isEqualTo("a.yaml");
        assertThat(arguments.required("--from")).isEqualTo("b=c");
        assertThat(arguments.has("--bounded")).isTrue();
        assertThat(arguments.words()).containsExactly("word");
        assertThat(arguments.value("--mode")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    word --pipelin x       | unknown option --pipelin (did you mean '--pipeline'?)
                    word --zzz             | unknown option --zzz, known are [--pipeline, --from, --mode, --bounded]
                    word --bounded=yes     | --bounded takes no value, but got 'yes'
                    word --pipeline        | --pipeline needs a value
                    word --pipeline=       | --pipeline needs a value
                    --pipeline --bounded w | --pipeline needs a value
                    word --from 1 --from 2 | --from is given twice
                    word other             | unexpected argument 'other'
                    --bounded              | an argument is missing
                    """)
    void aMistakeIsNamed(String line, String message) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void valuesAreCheckedWhereTheyAreRead() throws Exception {
        var arguments = parse("w", "--from", "2001-01-02T03:04:05Z", "--mode", "correct");

        assertThat(arguments.instant("--from")).contains(Instant.parse("2001-01-02T03:04:05Z"));
        assertThat(arguments.choice("--mode", Mode.AUDIT)).isEqualTo(Mode.CORRECT);
        assertThat(arguments.positive("--pipeline", 7)).isEqualTo(7);
        assertThatThrownBy(() -> arguments.instant("--mode"))
                .hasMessage(
                        "--mode is 'correct', not a time like 2001-01-02T00:00:00Z or a date like"
                                + " 2001-01-02");
        assertThatThrownBy(() -> arguments.positive("--mode", 1))
                .hasMessage("--mode is 'correct', not a positive number");
        assertThatThrownBy(() -> arguments.choice("--from", Mode.AUDIT))
                .hasMessage("--from is '2001-01-02T03:04:05Z', not one of audit, correct");
        assertThatThrownBy(() -> arguments.required("--pipeline"))
                .hasMessage("--pipeline is missing");
    }

    @Test
    void aDateIsItsBeginningInUtc() throws Exception {
        assertThat(parse("w", "--from", "2001-01-02").instant("--from"))
                .contains(Instant.parse("2001-01-02T00:00:00Z"));
        assertThat(parse("w", "--from=2001-01-02T00:00:00+01:00").instant("--from"))
                .contains(Instant.parse("2001-01-01T23:00:00Z"));
        assertThatThrownBy(() -> parse("w", "--from", "2001-02-30").instant("--from"))
                .isInstanceOf(BadArgumentException.class);
    }

    private static Arguments parse(String... arguments) throws BadArgumentException {
        return Arguments.parse(List.of(arguments), KNOWN);
    }
}
