package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.pipeline.FullPipelines.Place;

/** The schema and the check of a file agree on every key that is declared. */
class PipelineSchemaTest extends DeclaredKeysKit {
    private static final Path HOME = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir private Path folder;

    /** What people read or start; folders where jobs write are not looked at. */
    static Stream<Path> files() {
        return Stream.of(
                        "README.md", "docs", "k8s", "jobs/examples", "bench/README.md", "bench/src")
                .flatMap(PipelineSchemaTest::below)
                .filter(file -> file.toString().matches(".*\\.(md|yaml)"))
                .filter(file -> !pipelines(file).isEmpty());
    }

    private static Stream<Path> below(String name) {
        try (var files = Files.walk(HOME.resolve(name))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> pipelines(Path file) {
        try {
            var text = Files.readString(file);
            var texts =
                    file.toString().endsWith(".md")
                            ? BLOCK.matcher(text).results().map(block -> block.group(1)).toList()
                            : List.of(text);
            return texts.stream()
                    .filter(it -> it.contains("\nevents:") && it.contains("\nmetrics:"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePipelinesOfAllFoldersAreFound() {
        assertThat(files().map(file -> HOME.relativize(file).getName(0).toString()))
                .contains("README.md", "bench", "jobs", "k8s")
                .hasSizeGreaterThan(11);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aPipelineOfThisProjectFitsTheSchema(Path file) {
        for (var text : pipelines(file)) {
            assertThat(Editor.KNOWN.problems(text)).isEmpty();
        }
    }

    @Override
    Connectors connectors() {
        return KnownConnectors.ALL;
    }

    @Override
    List<String> full() {
        return FullPipelines.all();
    }

    @Override
    Path folder() {
        return folder;
    }

    @Test
    void whatEventsStandForIsWhatTheProgramTakesForIt() throws Exception {
        var text =
                """
                name: p
                events: {schema: e.avsc, time: at, out-of-orderness: 0 s}
                source: {connector: files, path: in, format: json}
                metrics: [{name: m, windows: tumbling 1 h, aggregates: {n: count()}}]
                """;
        assertThat(new Checked(folder).problems(text)).isEmpty();

        var events =
                PipelineFile.read(
                                folder.resolve("p.yaml").toString(),
                                List.of(),
                                Map.of(),
                                KnownConnectors.ALL,
                                any -> List.of())
                        .events();

        assertThat(events.maxAhead()).isEqualTo(Events.MAX_AHEAD);
        assertThat(events.maxBytes()).isEqualTo(Events.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connector: kafka | connector: ${KAFKA}",
                "connector: files, path: results | connector: '${FILES}', path: results",
                "format: json | format: ${JSON}",
                "topic: [a, b] | topic: ['${TEXT}']",
                "topic: [a, b] | topic: ${TEXT}",
                "start: earliest | start: ${TEXT}",
                "transactional: true | transactional: ${TRUE}",
                "schema: e.avsc | schema: ${TEXT}",
                "name: topics | name: ${TEXT}",
                "url: jdbc:postgresql://db/x | url: ${URL}",
                "namespace: n | namespace: ${TEXT}",
                "type: jdbc | type: '${TEXT}'",
                "filter: v > 1 | filter: k = '$${TEXT}'",
            })
    void variablesMayStandWhereTheCheckFillsThemIn(String change) {
        var sides = change.split(" \\| ", -1);
        var text = FullPipelines.all().get(0);
        assertThat(text).contains(sides[0]);

        assertThat(Editor.KNOWN.problems(text.replace(sides[0], sides[1]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time: at | time: ${TEXT}",
                "id: [k] | id: ['${TEXT}']",
                "out-of-orderness: 15 min | out-of-orderness: ${HOUR}",
                "key-field: k | key-field: ${TEXT}",
                "name: m | name: ${TEXT}",
                "filter: v > 1 | filter: k = '${TEXT}'",
                "n: count() | n: 'sum(${TEXT})'",
                "keys: [k, | keys: ['${TEXT}',",
                "on-error: fail | on-error: ${TEXT}",
                "format: json | format: jsn",
                "format: json | format: csv\n  protobuf.message: x",
                "format: json | format: csv\n  cvs.header: true",
                "format: json | format: csv\n  csv.heador: true",
                "topic: [a, b] | topic: []",
                "topic: [a, b] | topic: a\n  topic-pattern: b",
                "type: jdbc | typ: jdbc",
                "n: count() | n: cuont()",
                "on-error: fail | sql: SELECT 1",
                "tumbling 1 h | tumblin 1 h",
            })
    void whatBothKnowToBeWrongIsRefusedByBoth(String change) throws Exception {
        var sides = change.split(" \\| ", -1);
        var text = FullPipelines.all().get(0);
        assertThat(text).contains(sides[0]);
        var wrong = text.replace(sides[0], sides[1]);

        assertThat(Editor.KNOWN.problems(wrong)).isNotEmpty();
        assertThat(new Checked(folder).problems(wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-windows-per-event: 7 | filter: v > 1",
                "max-windows-per-event: 7 | keys: k",
                "max-windows-per-event: 7 | aggregates: {n: count()}",
                "sql: SELECT | sql: INSERT",
                "sql: SELECT k, COUNT(*) AS n | sql: SELECT '${TEXT}' AS k, COUNT(*) AS n",
            })
    void aQueryTakesThePlaceOfOtherKeysForBoth(String change) throws Exception {
        var sides = change.split(" \\| ", -1);
        var text = FullPipelines.all().get(2);
        assertThat(text).contains(sides[0]);
        var wrong = text.replace(sides[0], sides[1]);

        assertThat(Editor.KNOWN.problems(wrong)).isNotEmpty();
        assertThat(new Checked(folder).problems(wrong)).isNotEmpty();
    }

    /** YAML as editors read it takes this for null, and the check for a text. */
    @Test
    void nullMayBeWrittenForTheNullsOfCsv() throws Exception {
        var text = FullPipelines.all().get(2).replace("\"NULL\"", "NULL");

        assertThat(Editor.KNOWN.problems(text)).isEmpty();
        assertThat(new Checked(folder).problems(text)).isEmpty();
    }

    @Test
    void everyKeyHasAMeaning() throws Exception {
        var meanings = new HashMap<String, String>();
        FullPipelines.places()
                .map(Place::key)
                .forEach(key -> meanings.put(key.name(), key.meaning()));

        assertThat(meanings.values()).allMatch(meaning -> meaning.matches("[A-Z].*[^.]"));
        var described = new TreeSet<String>();
        JSON.readTree(PipelineSchema.of(KnownConnectors.ALL, List.of()))
                .findParents("description")
                .forEach(node -> described.add(node.get("description").textValue()));
        assertThat(described).containsAll(meanings.values());
    }

    @Test
    void aReaderCannotAskForAKeyThatIsNotDeclared() {
        var value =
                new Value(
                        "x",
                        new YamlTree(new Findings("f")).parse("name: a").orElseThrow(),
                        new FileContext(new Findings("f"), new Variables(Map.of()), true));
        var section = Shape.of("", PipelineShape.NAME).read(value).orElseThrow();

        assertThat(section.get(PipelineShape.NAME)).contains("a");
        assertThatThrownBy(() -> section.get(PipelineShape.EVENTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("events");
    }

    @Test
    void twoDefinitionsOfOneNameAreAMistakeOfTheProgram() {
        var parts = SchemaParts.of(List.of());
        TextForm.of("a", "x", "x").schema(parts);

        assertThatThrownBy(() -> TextForm.of("a", "y", "x").schema(parts))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'a'");
    }
}
