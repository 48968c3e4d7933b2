package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.text.Durations;

/** The patterns that editors are given are those of the parsers. */
class TextFormsTest {
    private static final String DURATION =
            "0|1|15|007| | |\t|w|Week|d|DAYS|h|hrs|m|min|s|secs|ms|Millis|x|-|+|P|p|T|t|PT|.|,|5|\u3000|\u00a0";

    private static final TextForm ANY_DURATION =
            TextForm.of("any-duration", Durations.pattern(), "").and("[0-9]", "");

    static Stream<Arguments> seedsOf(List<Case<?>> cases) {
        return cases.stream()
                .flatMap(it -> LongStream.range(0, 20).mapToObj(seed -> Arguments.of(it, seed)));
    }

    /**
     * A kind of scalar.
     *
     * @param pieces of which texts are made, with bars between them
     */
    record Case<T>(String name, Function<String, T> parser, TextForm form, String pieces) {
        static <T> Case<T> of(Scalar<T> scalar, String pieces) {
            return new Case<>(scalar.form().name(), scalar.parser(), scalar.form(), pieces);
        }

        /** Why the parser refuses the text, if it does. */
        Optional<String> refusal(String text) {
            try {
                assertThat(parser.apply(text)).isNotNull();
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(e.getMessage());
            }
        }

        String text(RandomGenerator random) {
            var all = List.of(pieces.split("\\|", -1));
            return random.ints(random.nextInt(1, 9), 0, all.size())
                    .mapToObj(all::get)
                    .collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> all() {
        var windows =
                "tumbling |sliding |cumulative |session | every | offset | in |UTC|1 h|5 min|1 d|\t|\u3000|x| ";
        var names = "a|Z|0|_|-|.|b9| |" + "n".repeat(58);
        return seedsOf(
                List.of(
                        new Case<>("any duration", Durations::parse, ANY_DURATION, DURATION),
                        Case.of(Kinds.POSITIVE, DURATION),
                        Case.of(Kinds.NOT_NEGATIVE, DURATION),
                        Case.of(
                                scalar(EventsShape.MAX_SIZE),
                                "0|1|64|9999999|\t| |KiB|B|MB|k|kB|x|_|\u3000"),
                        Case.of(scalar(MetricShape.MAX_WINDOWS), "0|1|9|_|00000|-| |,"),
                        Case.of(
                                scalar(KafkaSourceWords.START),
                                "2024-01-31|T|t|00:00|:00|.5|.|Z|z|+01:00|-0100|+1|committed|latest|+|-|12345"),
                        Case.of(MetricShape.WINDOW, windows),
                        Case.of(scalar(PipelineShape.NAME), names),
                        Case.of(scalar(MetricShape.NAME), names),
                        Case.of(scalar(ArchiveShape.NAMESPACE), names),
                        new Case<>(
                                "column",
                                NameRules::resultColumn,
                                NameRules.resultColumnForm(),
                                names),
                        new Case<>(
                                "key",
                                KeyText::parse,
                                KeyText.form(),
                                "a|b_|: | :|:|\t|x + 1|(|)|'|0|\n|\u3000"),
                        new Case<>(
                                "aggregate",
                                text -> AggregateText.parse("a", text),
                                AggregateText.form(),
                                "COUNT|sum|approx_|percentile|Distinct|_distinct|(|)|()|(x)|,|x| |\n|*"),
                        Case.of(scalar(JdbcSinkWords.URL), "jdbc:|postgresql:|mysql:|//db/x| ")));
    }

    @SuppressWarnings("unchecked") // the kind of these keys
    private static <T> Scalar<T> scalar(Key<T> key) {
        return (Scalar<T>) key.kind();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("all")
    void whatAParserTakesFitsItsForm(Case<?> kind, long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            var text = kind.text(random);
            if (kind.refusal(text).isEmpty()) {
                assertThat(text).matches(it -> fits(kind.form(), it));
            }
        }
    }

    static Stream<Arguments> exact() {
        var kinds =
                List.of(
                        "any duration",
                        "positive-duration",
                        "duration",
                        "size",
                        "count",
                        "pipeline-name",
                        "metric-name",
                        "namespace");
        return all().filter(arguments -> kinds.contains(arguments.get()[0].toString()));
    }

    /** Sums and signs are beyond patterns. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("exact")
    void whatFitsTheFormOfANumberIsTakenByItsParser(Case<?> kind, long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int taken = 0;
        for (int i = 0; i < 500; i++) {
            var text = kind.text(random);
            if (fits(kind.form(), text)) {
                var refusal = kind.refusal(text).orElse("");
                boolean beyond =
                        refusal.matches(".*(longer than|too long|too large|not between).*");
                boolean signed =
                        text.matches(".*[pP].*-.*|.*-.*[pP].*")
                                && !kind.form().equals(ANY_DURATION);
                assertThat(refusal).matches(it -> it.isEmpty() || beyond || signed);
                taken++;
            }
        }
        assertThat(taken).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15 min",
                "1h30m",
                "1 HOUR",
                " 7 days ",
                "2 weeks",
                "1500 ms",
                "PT15M",
                "pt1.5s",
                "P1D",
                "PT5.S",
                "PT1H-5M",
                "-PT-5M",
                "PT0.5000S",
                "P1DT1H",
                "1 w 1 d 1 h 1 min 1 s 1 ms",
                "00 h 5 min",
                "+PT5M"
            })
    void aDurationFits(String text) {
        assertThat(Limits.positive(text)).isPositive();
        assertThat(text).matches(it -> fits(Kinds.POSITIVE.form(), it));
        assertThat(text).matches(it -> fits(Kinds.NOT_NEGATIVE.form(), it));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "15",
                "min",
                "15 mim",
                "1.5 h",
                "30 min 1 h",
                "1 h 1 h",
                "-5 min",
                "+5 min",
                "P",
                "PT",
                "P1DT",
                "PT0.0001S",
                "1 h\u00a05 min",
                "- PT5M",
                "1 h,"
            })
    void whatIsNoDurationDoesNot(String text) {
        assertThat(Case.of(Kinds.NOT_NEGATIVE, "").refusal(text)).isPresent();
        assertThat(text).matches(it -> !fits(Kinds.NOT_NEGATIVE.form(), it));
    }

    private static boolean fits(TextForm form, String text) {
        return form.rules().stream()
                .allMatch(rule -> Pattern.compile(rule.pattern()).matcher(text).find());
    }
}
