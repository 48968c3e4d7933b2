package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.window.Window;

class PipelineFileTest {
    private static final String SECRET = "hunter2-9f8e";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PASSWORD", SECRET, "BROKERS", "one:9092", "DIR", ".");
    private static final String GOOD =
            """
            name: flights
            events:
              schema: ${DIR}/flight.avsc
              time: scheduled
              id: [flight]
              out-of-orderness: 15 min
              deduplicate: 1 h
              max-size: 64 KiB
            source:
              connector: kafka
              topic: [flights, more]
              start: 2024-01-31T00:00:00Z
              format: csv
              csv.field-delimiter: ";"
              properties: {bootstrap.servers: "${BROKERS}", sasl.password: "${PASSWORD}"}
            archive:
              catalog: {type: rest, token: "x${PASSWORD}x", price: "$${5}"}
              namespace: lake.flights
            metrics:
              - name: departures
                filter: "delay IS NOT NULL"
                keys: [origin, "route: CONCAT(origin, ',', destination)", {far: distance > 1000}]
                windows: [tumbling 1 h, cumulative 1 d every 1 h in America/New_York]
                aggregates:
                  flights: COUNT(*)
                  p95: approx_percentile(delay, 0.95)
                  odd: max(COALESCE(`a,b`, ',)('))
            sinks:
              - {connector: kafka, topic: out, transactional: true}
              - {connector: jdbc, url: "jdbc:postgresql://db/x?password=${PASSWORD}", user: me,
                 password: "${PASSWORD}"}
              - connector: files
                path: data/results
              - connector: print
            """;

    @TempDir private Path folder;

    @BeforeEach
    void writeSchema() throws IOException {
        Files.writeString(folder.resolve("flight.avsc"), "the schema");
    }

    @Test
    void everythingInTheFileIsInThePipeline() throws Exception {
        var pipeline = read(GOOD);

        assertThat(pipeline.name()).isEqualTo("flights");
        assertThat(pipeline.events())
                .isEqualTo(
                        new Events(
                                "the schema",
                                "scheduled",
                                TimeForm.STANDARD,
                                List.of("flight"),
                                Duration.ofMinutes(15),
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                Duration.ZERO,
                                Optional.of(Duration.ofHours(1)),
                                Duration.ofHours(1),
                                64 * 1024));
        assertThat(pipeline.source())
                .isEqualTo(
                        new SourceSpec.Kafka(
                                List.of("flights", "more"),
                                Optional.empty(),
                                new SourceSpec.Start.At(Instant.parse("2024-01-31T00:00:00Z")),
                                SourceSpec.OnGap.STOP,
                                SourceSpec.Carried.VALUE_ALONE,
                                "csv",
                                Map.of("field-delimiter", ";"),
                                Map.of("bootstrap.servers", "one:9092", "sasl.password", SECRET)));
        assertThat(pipeline.archive())
                .contains(
                        new ArchiveSpec(
                                Map.of(
                                        "type",
                                        "rest",
                                        "token",
                                        "x" + SECRET + "x",
                                        "price",
                                        "${5}"),
                                "lake.flights"));
    }

    @Test
    void howEventTimeIsWrittenIsRead() throws Exception {
        var zone = "max-size: 1 KiB\n  time-zone: Europe/Berlin\n  time-overlap: later";
        var form = read(GOOD.replace("max-size: 64 KiB", zone)).events().timeForm();

        assertThat(form)
                .isEqualTo(
                        new TimeForm(
                                Optional.empty(),
                                Optional.of(ZoneId.of("Europe/Berlin")),
                                Overlap.LATER,
                                Optional.empty()));
        assertThat(form.text())
                .isEqualTo(", in Europe/Berlin where it has no offset, later where that is twice");
        assertThat(
                        read(GOOD.replace("max-size: 64 KiB", "time-unit: us"))
                                .events()
                                .timeForm()
                                .text())
                .isEqualTo(", in microseconds since 1970");
        assertThat(
                        read(GOOD.replace("max-size: 64 KiB", "time-format: dd.MM.yyyy HH:mm"))
                                .events()
                                .timeForm()
                                .format())
                .contains("dd.MM.yyyy HH:mm");
    }

    @Test
    void aMetricIsReadWithAllItsParts() throws Exception {
        var metric = read(GOOD).metrics().get(0);

        assertThat(metric.name()).isEqualTo("departures");
        assertThat(metric.filter()).contains("delay IS NOT NULL");
        assertThat(metric.keys())
                .containsExactly(
                        new KeyExpression("origin", "`origin`"),
                        new KeyExpression("route", "CONCAT(origin, ',', destination)"),
                        new KeyExpression("far", "distance > 1000"));
        assertThat(metric.windows())
                .extracting(Window::text)
                .containsExactly("tumbling 1 h", "cumulative 1 d every 1 h in America/New_York");
        assertThat(metric.aggregates())
                .containsExactly(
                        new AggregateExpression("flights", "count", List.of()),
                        new AggregateExpression(
                                "p95", "approx_percentile", List.of("delay", "0.95")),
                        new AggregateExpression("odd", "max", List.of("COALESCE(`a,b`, ',)(')")));
    }

    @Test
    void anErrorOfAnExpressionFailsTheJobOnlyIfTheMetricSaysSo() throws Exception {
        var filter = "filter: \"delay IS NOT NULL\"";

        assertThat(read(GOOD).metrics().get(0).failsJob()).isFalse();
        assertThat(read(GOOD.replace(filter, "on-error: reject")).metrics().get(0).failsJob())
                .isFalse();
        assertThat(read(GOOD.replace(filter, "on-error: fail")).metrics().get(0).failsJob())
                .isTrue();
    }

    @Test
    void theLimitOfWindowsCanBeRaised() throws Exception {
        var many =
                GOOD.replace(
                        "windows: [tumbling 1 h,",
                        "max-windows-per-event: 9_000_000\n    windows: [sliding 100 d every 1 s,");

        assertThat(read(many).metrics().get(0).windows().get(0).text())
                .isEqualTo("sliding 100 d every 1 s");
    }

    @Test
    void aPipelineMayBeTriedWithoutSinksAndArchive() throws Exception {
        var tried =
                read(
                        GOOD.replaceFirst("(?s)archive:.*?metrics:", "metrics:")
                                .replaceFirst("(?s)sinks:.*", ""));

        assertThat(tried.sinks()).isEmpty();
        assertThat(tried.archive()).isEmpty();
    }

    @Test
    void sinksTakeTheirServersFromTheSource() throws Exception {
        assertThat(read(GOOD).sinks())
                .containsExactly(
                        new SinkSpec.Kafka("out", true, Map.of("bootstrap.servers", "one:9092")),
                        new SinkSpec.Jdbc(
                                "jdbc:postgresql://db/x?password=" + SECRET,
                                Map.of("user", "me", "password", SECRET)),
                        new SinkSpec.Files(folder.resolve("data/results").toString()),
                        new SinkSpec.Print());
    }

    @Test
    void aSinkMaySayWhereItsRejectedCellsGo() throws Exception {
        var text =
                GOOD.replace("topic: out,", "topic: out, rejected-cells: /somewhere,")
                        .replace("user: me,", "user: me, rejected-cells: /elsewhere,");

        assertThat(read(text).sinks().toString()).isEqualTo(read(GOOD).sinks().toString());
        assertThat(((SinkSpec.Kafka) read(text).sinks().get(0)).rejectedCells())
                .isEqualTo("/somewhere");
        assertThat(((SinkSpec.Jdbc) read(text).sinks().get(1)).rejectedCells())
                .isEqualTo("/elsewhere");
        assertThat(((SinkSpec.Jdbc) read(GOOD).sinks().get(1)).rejectedCells())
                .isEqualTo("data/rejected-cells");
    }

    @Test
    void noSecretIsInAPipelineAsText() throws Exception {
        assertThat(read(GOOD).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flights/flights.yaml", "earthquakes/earthquakes.yaml"})
    void theExamplesAreGood(String example) throws Exception {
        var file = Path.of("..", "jobs", "examples").resolve(example);

        var pipeline =
                PipelineFile.read(
                        file.toString(),
                        List.of(),
                        Map.of(),
                        KnownConnectors.ALL,
                        any -> List.of());

        var source = (SourceSpec.Files) pipeline.source();
        assertThat(Path.of(source.path())).exists();
        assertThat(pipeline.metrics()).hasSize(3);
    }

    /** The blocks of mistakes.txt. */
    static Stream<Arguments> mistakes() throws IOException {
        try (var in = PipelineFileTest.class.getResourceAsStream("mistakes.txt")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n\n")).skip(1).map(PipelineFileTest::mistake);
        }
    }

    private static Arguments mistake(String block) {
        var lines = block.lines().toList();
        var change = lines.get(0).replace("\\n", "\n").split(" => ", -1);
        var problems = lines.stream().skip(1).map(String::strip).toList();
        return arguments(change[0], change[1], problems);
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("mistakes")
    void everyMistakeIsNamedWhereItIs(String good, String bad, List<String> problems)
            throws Exception {
        assertThat(GOOD).contains(good);

        int at = GOOD.indexOf(good);
        var text = GOOD.substring(0, at) + bad + GOOD.substring(at + good.length());

        assertThat(problemsOf(text)).containsExactlyElementsOf(problems);
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() throws Exception {
        var text =
                GOOD.replace("tumbling 1 h,", "tumbling 1 hh,")
                        .replace("time: scheduled", "tiem: scheduled")
                        .replace("path: data", "pth: data");

        assertThat(problemsOf(text))
                .extracting(line -> Integer.parseInt(line.substring(0, line.indexOf(':'))))
                .isSorted()
                .hasSize(5);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("metrics[0].filter", "21:13"),
                arguments("metrics[departures].filter", "21:13"),
                arguments("metrics[departures].keys[0]", "22:12"),
                arguments("metrics[0].keys[2]", "22:63"),
                arguments("metrics[departures].keys[route]", "22:20"),
                arguments("metrics[departures].aggregates.p95", "26:12"),
                arguments("metrics[departures].aggregates[1]", "26:12"),
                arguments("metrics[departures].aggregates[odd].arguments[0]", "27:12"),
                arguments("metrics[departures].windows[1]", "23:29"),
                arguments("metrics[departures]", "20:5"),
                arguments("metrics[9].filter", "20:3"),
                arguments("events.time", "4:9"),
                arguments("events.id[0]", "5:8"),
                arguments("events.schema.x", "3:11"),
                arguments("nowhere[", "1:1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void whatTheCheckFindsIsShownWhereItIs(String at, String place) throws Exception {
        var problem =
                new Problem(at, "unknown column 'orign'", Optional.of("did you mean 'origin'?"));

        assertThat(problemsOf(GOOD, any -> List.of(problem)))
                .containsExactly(place + ": unknown column 'orign' (did you mean 'origin'?)");
    }

    @Test
    void theCheckRunsOnWhatCanBeUnderstood() throws Exception {
        var text =
                GOOD.replace("name: flights", "name: X")
                        .replace("connector: kafka\n", "connector: kafak\n")
                        .replace("metrics:\n", "metrics:\n  - {}\n")
                        .replace("[origin,", "['a b', origin,");
        var problem = new Problem("metrics[0].keys[0]", "checked", Optional.empty());

        assertThat(problemsOf(text, any -> List.of(problem))).contains("23:19: checked");
    }

    @Test
    void secretsAreTakenOutOfWhatTheCheckFinds() throws Exception {
        var problem = new Problem("archive", "cannot log in with " + SECRET, Optional.empty());

        assertThat(problemsOf(GOOD, any -> List.of(problem)))
                .containsExactly("17:3: cannot log in with ${PASSWORD}");
    }

    /** The secret in place of every text of the file in turn. */
    @Test
    void noSecretIsEverInAMessage() throws Exception {
        var values = Pattern.compile("(?<=[:\\[,] )[^\\[{\"\\n,\\]}]+").matcher(GOOD);
        int failed = 0;
        while (values.find()) {
            var text =
                    GOOD.substring(0, values.start())
                            + "\"${PASSWORD}\""
                            + GOOD.substring(values.end());
            var problems = problemsOf(text);
            assertThat(problems)
                    .noneMatch(line -> line.contains("hunter2") || line.contains("9f8e"));
            failed += problems.isEmpty() ? 0 : 1;
        }
        assertThat(failed).isGreaterThan(20);
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTextIsReadOrRefused(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20; i++) {
            var text = mutate(GOOD, random, 1 + random.nextInt(4));
            var problems = problemsOf(text);
            assertThat(problems).noneMatch(line -> line.contains(SECRET));
            assertThat(problems).allMatch(line -> line.matches("(?s)\\d+:\\d+: .+"));
        }
    }

    @Test
    void textsMadeToWearTheReaderOutAreRefused() throws Exception {
        assertThat(problemsOf("[".repeat(100_000)))
                .containsExactly("1:51: the file is nested too deeply for a pipeline");
        assertThat(problemsOf("a: &a x\nb: [" + "*a,".repeat(100) + "]"))
                .containsExactly("2:155: the file has too many aliases for a pipeline");
        assertThat(problemsOf("#".repeat(1 << 20) + "#"))
                .containsExactly("1:1: cannot read the file: it is larger than 1 MiB");
        assertThat(problemsOf(""))
                .containsExactly("1:1: a pipeline is a mapping that begins with 'name:'");
        assertThat(problemsOf("a: &a {b: *a}")).isNotEmpty();
        assertThat(problemsOf("name: " + "1h ".repeat(100_000))).isNotEmpty();
        assertThat(problemsOf(GOOD.replace("15 min", "1h".repeat(100_000)))).hasSize(1);
        assertThat(problemsOf(GOOD.replace("COUNT(*)", "max(" + "(".repeat(100_000)))).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsAProblemLikeAnyOther() {
        assertThatThrownBy(
                        () ->
                                PipelineFile.read(
                                        "no/such.yaml",
                                        List.of(),
                                        Map.of(),
                                        KnownConnectors.ALL,
                                        any -> List.of()))
                .isInstanceOf(InvalidPipeline.class)
                .hasMessage("no/such.yaml:1:1: cannot read the file: there is no such file");
    }

    private static String mutate(String text, RandomGenerator random, int times) {
        var mutated = new StringBuilder(text);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + random.nextInt(1, 12));
            int from = random.nextInt(mutated.length());
            var piece =
                    mutated.substring(from, Math.min(mutated.length(), from + random.nextInt(20)));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, piece);
                case 2 -> mutated.replace(at, to, piece);
                case 3 -> mutated.setCharAt(at, (char) random.nextInt(0x250));
                default ->
                        mutated.insert(at, "{}[]:,&*!|>'\"%@`#-?$\n\t~".charAt(random.nextInt(22)));
            }
        }
        return mutated.toString();
    }

    private Pipeline read(String text) throws Exception {
        return PipelineFile.read(
                write(text), List.of(), ENVIRONMENT, KnownConnectors.ALL, any -> List.of());
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("p.yaml"), text).toString();
    }

    /** The problems of a file, without its name. */
    private List<String> problemsOf(String text) throws IOException {
        return problemsOf(text, any -> List.of());
    }

    private List<String> problemsOf(String text, Function<Pipeline, List<Problem>> check)
            throws IOException {
        var file = write(text);
        try {
            PipelineFile.read(file, List.of(), ENVIRONMENT, KnownConnectors.ALL, check);
            return List.of();
        } catch (InvalidPipeline e) {
            assertThat(e).hasMessage(String.join("\n", e.problems()));
            return e.problems().stream().map(line -> line.replace(file + ":", "")).toList();
        }
    }
}
