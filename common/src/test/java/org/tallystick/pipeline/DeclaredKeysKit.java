package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.pipeline.FullPipelines.Place;

/** The schema and the check of a file agree on every key that some connectors declare. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeclaredKeysKit {
    static final ObjectMapper JSON = new ObjectMapper();

    /** No value of any kind, each. */
    private static final List<Object> WRONG =
            List.of(List.of(List.of(List.of("x"))), Map.of("x", Map.of("x", Map.of())));

    private Editor editor;
    private Shape shape;

    abstract Connectors connectors();

    /** Good pipelines that together have every key that there is. */
    abstract List<String> full();

    /** Where files are written. */
    abstract Path folder();

    /** Whether a key, by what {@link FullPipelines#declared} calls it, is to be tried here. */
    boolean isTried(String declared) {
        return true;
    }

    /** Keys that other keys need, which the schema does not know. */
    List<String> neededByOthers() {
        return List.of("id", "time-zone", "properties");
    }

    @BeforeAll
    void readSchema() {
        editor = Editor.of(connectors());
        shape = PipelineShape.of(connectors()).shape();
    }

    private Checked checked() {
        return new Checked(folder(), connectors());
    }

    Stream<Place> places() {
        return FullPipelines.places(full(), PipelineShape.of(connectors()).shape())
                .filter(place -> isTried(place.declared()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("full")
    void aPipelineWithAllThatThereIsIsGood(String text) throws Exception {
        assertThat(editor.problems(text)).isEmpty();
        assertThat(checked().problems(text)).isEmpty();
    }

    @Test
    void everyDeclaredKeyIsTried() {
        var tried = places().map(Place::declared).collect(Collectors.toSet());

        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(
                        FullPipelines.declared(shape).stream().filter(this::isTried).toList());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aKeyThatIsNeededIsMissedByBoth(Place place) throws Exception {
        var root = place.copy();
        place.section(root).remove(place.key().name());

        boolean needed =
                place.key().need().required()
                        || place.shape().alternatives().contains(place.key())
                        || place.shape()
                                .substitute()
                                .filter(known -> known.key().equals(place.key()))
                                .isPresent();
        assertThat(editor.problems(text(root)).isEmpty()).isEqualTo(!needed);
        if (needed) {
            assertThat(checked().problems(text(root))).isNotEmpty();
        } else if (!neededByOthers().contains(place.key().name())) {
            assertThat(checked().problems(text(root))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void aMisspeltKeyIsRefusedByBoth(Place place) throws Exception {
        var root = place.copy();
        var section = place.section(root);
        section.put(place.key().name() + "s", section.remove(place.key().name()));

        assertThat(editor.problems(text(root))).isNotEmpty();
        assertThat(checked().problems(text(root)))
                .anyMatch(line -> line.contains("'" + place.key().name()));
    }

    /** A key that its reader did not ask for would not be refused by the check. */
    @ParameterizedTest
    @MethodSource("places")
    void aValueOfAWrongKindIsRefusedByBoth(Place place) throws Exception {
        var wrong = new ArrayList<>(WRONG);
        wrong.add(null);
        for (var value : wrong) {
            var root = place.copy();
            place.section(root).put(place.key().name(), value);

            assertThat(editor.problems(text(root))).isNotEmpty();
            assertThat(checked().problems(text(root))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatAKeyStandsForWhereItIsLeftOutMayBeWritten(Place place) throws Exception {
        var root = place.copy();
        if (place.key().standard().isPresent()) {
            place.section(root).put(place.key().name(), place.key().standard().get());
        }

        assertThat(editor.problems(text(root))).isEmpty();
        assertThat(checked().problems(text(root))).isEmpty();
    }

    /** JSON is YAML. */
    private static String text(Map<String, Object> root) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
