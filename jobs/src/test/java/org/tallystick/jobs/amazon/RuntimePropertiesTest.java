package org.tallystick.jobs.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.sql.SqlArguments;

/** The file in which the service has a job's arguments. */
class RuntimePropertiesTest {
    @TempDir private Path folder;

    @Test
    void theyAreTheArgumentsOfAJob() throws Exception {
        var properties =
                read(
                        """
                        "pipeline": "s3://bucket/flights.yaml",
                        "set.source.topic": "flights",
                        "set.sinks[0].path": "s3://bucket/a=b, --c",
                        "env.PASSWORD": "--${x} \\"y\\"",
                        "env.B": "2",
                        "bounded": "true",
                        "again": "skip",
                        "new-history": "flights2"
                        """);

        var arguments =
                ArgumentParser.read(
                        new StreamArguments(),
                        properties.arguments(JobOptions.of(new StreamArguments())));

        assertThat(arguments.file()).isEqualTo("s3://bucket/flights.yaml");
        assertThat(arguments.overrides())
                .containsExactly(
                        "sinks[0].path=s3://bucket/a=b, --c",
                        "source.topic=flights",
                        "archive.namespace=flights2");
        assertThat(arguments.options(line -> {}).bounded()).isTrue();
        assertThat(arguments.options(line -> {}).skipKnown()).isTrue();
        assertThat(properties.variables()).isEqualTo(Map.of("PASSWORD", "--${x} \"y\"", "B", "2"));
        assertThat(properties.job()).isEmpty();
        assertThat(properties.pipelineText()).isEmpty();
    }

    @Test
    void eachJobHasItsOwnOptions() throws Exception {
        var properties =
                read(
                        """
                        "pipeline-text": "name: x\\n",
                        "job": "reprocess",
                        "mode": "correct",
                        "stale": "false",
                        "from": "2001-01-02",
                        "certificate": "s3://bucket/certificate.jsonl"
                        """);

        var arguments =
                ArgumentParser.read(
                        new ReprocessArguments(),
                        properties.arguments(JobOptions.of(new ReprocessArguments())));

        assertThat(properties.job()).contains("reprocess");
        assertThat(properties.pipelineText()).contains("name: x\n");
        assertThat(arguments.file()).isEqualTo("pipeline-text");
        assertThat(arguments.mode()).isEqualTo(Mode.CORRECT);
        assertThat(arguments.stale()).isFalse();
        assertThat(arguments.certificate().orElseThrow()).hasScheme("s3");
        assertThatThrownBy(() -> properties.arguments(JobOptions.of(new StreamArguments())))
                .hasMessageContaining("unknown property 'certificate', known are [again, bounded,");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "agian": "hunter2"             | has an unknown property 'agian' (did you mean 'again'?)
                    "password": "hunter2"          | has an unknown property 'password', known are [again, bounded, env.NAME, job, new-history, pipeline, pipeline-text, set.PATH]
                    "resume": "hunter2"            | has an unknown property 'resume', known are
                    "set.": "hunter2"              | has an unknown property 'set.'
                    "set": "hunter2"               | has an unknown property 'set'
                    "env.": "hunter2"              | has an unknown property 'env.'
                    "bounded": "yes"               | 'bounded' is 'yes', not one of true, false
                    """)
    void oneThatIsNoneIsRefusedByItsName(String property, String message) throws Exception {
        var properties = read("\"pipeline\": \"s3://b/p.yaml\", " + property);
        var options = JobOptions.of(new StreamArguments());

        assertThatThrownBy(() -> properties.arguments(options))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileOfOneMachineIsRefused() {
        assertIsOfOneMachine("certificate", new ReprocessArguments());
        assertIsOfOneMachine("script", new SqlArguments());
    }

    private void assertIsOfOneMachine(String name, Object arguments) {
        assertThatThrownBy(
                        () ->
                                read("\"pipeline\": \"s3://b/p.yaml\", \"%s\": \"x\""
                                                .formatted(name))
                                        .arguments(JobOptions.of(arguments)))
                .hasMessage("'%s' is 'x', a path of one machine: write a URI".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"pipeline\": \"s3://b/p.yaml\", \"pipeline-text\": \"name: hunter2\""})
    void thereIsExactlyOnePipeline(String properties) {
        assertThatThrownBy(() -> read(properties))
                .hasMessage(
                        "the property group 'tallystick' needs 'pipeline' or 'pipeline-text', and"
                                + " not both");
    }

    @Test
    void anApplicationWithoutOurGroupIsRefused() throws Exception {
        var other = "[{\"PropertyGroupId\": \"other\", \"PropertyMap\": {\"x\": \"hunter2\"}}]";

        assertRefused(other, "the application has no property group 'tallystick', only [other]");
        assertRefused("[]", "the application has no property group 'tallystick', only []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"PropertyGroupId\": \"hunter2\"}",
                "[{\"PropertyGroupId\": \"tallystick\"}]",
                "[{\"PropertyGroupId\": \"tallystick\", \"PropertyMap\": \"hunter2\"}]",
                "[{\"PropertyGroupId\": \"tallystick\", \"PropertyMap\": {\"a\": null}}]",
                "[{\"PropertyGroupId\": \"tallystick\", \"PropertyMap\": {\"a\": [\"hunter2\"]}}]",
            })
    void aFileOfAnotherFormIsRefusedWithoutQuotingIt(String json) throws Exception {
        assertRefused(
                json, " is no list of {\"PropertyGroupId\": \"...\", \"PropertyMap\": {...}}");
    }

    @Test
    void elsewhereThereAreNone() throws Exception {
        assertThat(RuntimeProperties.in(folder.resolve("none.json"))).isEmpty();
    }

    private void assertRefused(String json, String message) throws IOException {
        var file = file(json);
        assertThatThrownBy(() -> RuntimeProperties.in(file))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    private RuntimeProperties read(String properties) throws Exception {
        var groups =
                List.of(
                        "{\"PropertyGroupId\": \"other\", \"PropertyMap\": {\"x\": \"y\"}}",
                        "{\"PropertyGroupId\": \"tallystick\", \"PropertyMap\": {%s}}"
                                .formatted(properties));
        return RuntimeProperties.in(file(groups.toString())).orElseThrow();
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("application_properties.json"), json);
    }
}
