package org.tallystick.jobs.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.StreamArguments;

/** The file in which Amazon's service has a job's arguments. */
class RuntimePropertiesTest {
    @TempDir Path folder;

    @Test
    void propertiesAreTheArgumentsOfAJob() throws Exception {
        var arguments =
                read(
                        """
                        [{"PropertyGroupId": "others", "PropertyMap": {"x": "y"}},
                         {"PropertyGroupId": "tallystick", "PropertyMap": {
                            "pipeline": "s3://bucket/flights.yaml",
                            "set.source.stream": "flights",
                            "set.events.allowed-lateness": "2 h",
                            "new-history": "flights2",
                            "again": "skip"}}]
                        """);

        assertThat(arguments.file()).isEqualTo("s3://bucket/flights.yaml");
        assertThat(arguments.overrides())
                .containsExactly(
                        "events.allowed-lateness=2 h",
                        "source.stream=flights",
                        "archive.namespace=flights2");
        assertThat(arguments.options(line -> {}).skipKnown()).isTrue();
    }

    @Test
    void aPipelineMayBeTheTextItself() throws Exception {
        var arguments =
                read(
                        """
                        [{"PropertyGroupId": "tallystick",
                          "PropertyMap": {"pipeline-text": "name: x\\nevents: {}\\n"}}]
                        """);

        assertThat(Path.of(arguments.file())).hasContent("name: x\nevents: {}\n");
    }

    @Test
    void whatIsNotAJobsIsRefused() throws Exception {
        refuses("[{\"PropertyGroupId\": \"x\", \"PropertyMap\": {}}]", "no property group", "[x]");
        refuses(tallystick(""), "needs either 'pipeline' or 'pipeline-text'");
        refuses(tallystick("\"pipeline\": \"a\", \"pipeline-text\": \"b\""), "needs either");
        refuses(
                tallystick("\"pipeline\": \"a\", \"agian\": \"skip\""),
                "unknown property 'agian'",
                "did you mean 'again'?");
        assertThat(RuntimeProperties.arguments()).isEmpty();
    }

    private static String tallystick(String properties) {
        return "[{\"PropertyGroupId\": \"tallystick\", \"PropertyMap\": {%s}}]"
                .formatted(properties);
    }

    private void refuses(String json, String... parts) throws Exception {
        var file = file(json);
        assertThatThrownBy(() -> RuntimeProperties.arguments(file))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private StreamArguments read(String json) throws Exception {
        List<String> arguments = RuntimeProperties.arguments(file(json));
        return ArgumentParser.read(new StreamArguments(), arguments);
    }

    private String file(String json) throws Exception {
        return Files.writeString(folder.resolve("application_properties.json"), json).toString();
    }
}
