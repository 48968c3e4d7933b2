package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.oracle.Flights;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.text.FileUri;

/**
 * Jobs that are started without arguments, as Amazon's service does, beside such that have some:
 * one job each, and where one sets another option of Flink than those below, Flink refuses it.
 */
class ManagedJobTest {
    /** What our jobs set of Flink's options; docs/amazon.md names them. */
    private static final List<String> OURS =
            List.of(
                    "execution.runtime-mode",
                    "pipeline.auto-generate-uids",
                    "table.local-time-zone");

    /** What Flink itself sets in BATCH execution, and for SQL. */
    private static final List<String> FLINKS =
            List.of(
                    "execution.buffer-timeout.enabled",
                    "table.exec.mini-batch.enabled",
                    "__table.query-start.epoch-time__",
                    "__table.query-start.local-time__",
                    "__table.query-start.current-database__");

    private static final boolean ONE_JOB = true;
    private static final boolean QUIET = true;

    private static final Path EXAMPLE = Path.of("examples/flights");
    private static final int FLIGHTS = 2_000;

    /** One version of each cell, so that results are the same whenever they are published. */
    private static final String METRICS =
            "[{name: departures, keys: [origin], windows: tumbling 1 h,"
                    + " aggregates: {flights: count()}}]";

    private static final String TEXT =
            """
            name: flights
            events:
              schema: "${FOLDER}/flight.avsc"
              time: scheduled
              id: [flight]
              out-of-orderness: 15 min
            source: {connector: files, path: "${FOLDER}/flights.jsonl", format: json}
            metrics: %s
            sinks:
              - {connector: files, path: "${FOLDER}/of-text"}
            """
                    .formatted(METRICS);

    @TempDir private Path folder;

    @BeforeEach
    void copyTheExample() throws IOException {
        for (String name : List.of("flights.yaml", "flight.avsc")) {
            Files.copy(EXAMPLE.resolve(name), folder.resolve(name));
        }
        var bytes = new GZIPInputStream(Files.newInputStream(Flights.FILE));
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            Files.write(folder.resolve("flights.jsonl"), lines.lines().limit(FLIGHTS).toList());
        }
    }

    @BeforeEach
    void manage() {
        var settings = new Configuration();
        settings.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        settings.set(DeploymentOptions.ATTACHED, true);
        settings.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);
        settings.set(
                DeploymentOptions.PROGRAM_CONFIG_WILDCARDS,
                Stream.of(OURS, FLINKS).flatMap(List::stream).toList());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(1));
        settings.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        StreamContextEnvironment.setAsContext(
                new DefaultExecutorServiceLoader(),
                settings,
                ManagedJobTest.class.getClassLoader(),
                ONE_JOB,
                QUIET);
    }

    @AfterEach
    void leave() {
        StreamContextEnvironment.unsetAsContext();
    }

    @Test
    void propertiesStartWhatArgumentsStart() throws Exception {
        withArguments("of-arguments");
        var file = pipeline();
        file.put("bounded", "true");
        file.put("set.archive.namespace", "of_file");
        file.put("env.OUT", "of-file");
        file.put("set.sinks[0].path", "${OUT}");
        withProperties(file);
        withProperties(Map.of("pipeline-text", TEXT, "env.FOLDER", folder.toString()));

        assertThat(results("of-arguments")).hasSizeGreaterThan(100);
        assertThat(results("of-file")).isEqualTo(results("of-arguments"));
        assertThat(results("of-text")).isEqualTo(results("of-arguments"));
    }

    @Test
    void propertiesMayNameAnotherJobThanTheOneThatTheJarStarts() throws Exception {
        withArguments("results");
        var audit = pipeline();
        audit.put("job", "reprocess");
        audit.put("mode", "audit");
        audit.put("certificate", FileUri.of(folder.resolve("certificate.jsonl")));
        withProperties(audit);

        assertThat(folder.resolve("certificate.jsonl")).content().contains("\"EXPLAINED\"");
    }

    @Test
    void aScriptOfSqlIsAJobToo() throws Exception {
        withArguments("of-arguments");
        var insert = "INSERT INTO sink_1.departures SELECT * FROM departures;";
        var script = Files.writeString(folder.resolve("insert.sql"), insert);

        withProperties(
                Map.of(
                        "pipeline-text",
                        TEXT,
                        "env.FOLDER",
                        folder.toString(),
                        "job",
                        "sql",
                        "script",
                        FileUri.of(script)));

        assertThat(results("of-text")).isEqualTo(results("of-arguments"));
    }

    @Test
    void aRelativePathInATextIsRefusedAtItsPlace() {
        var text = TEXT.replace("${FOLDER}/flight.avsc", "flight.avsc");

        assertThatThrownBy(
                        () ->
                                withProperties(
                                        Map.of("pipeline-text", text, "env.FOLDER", "hunter2")))
                .isInstanceOf(InvalidPipeline.class)
                .hasMessageContaining(
                        "pipeline-text:3:11: 'flight.avsc' is relative, and a pipeline that is in"
                                + " no file has no folder: write an absolute path or a URI")
                .hasMessageContaining("pipeline-text:7:")
                .hasMessageNotContaining("/tmp/");
    }

    @Test
    void aFolderThatNoTwoMachinesShareIsRefused() {
        var properties = pipeline();
        properties.put(
                "set.sinks[0]",
                "{connector: jdbc, url: 'jdbc:postgresql://db/m', password: '${PW}'}");
        properties.put("env.PW", "hunter2");

        assertThatThrownBy(() -> withProperties(properties))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageEndingWith("sinks[0].rejected-cells ('data/rejected-cells')")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anUnknownJobIsRefused() {
        assertThatThrownBy(() -> withProperties(Map.of("pipeline", "p.yaml", "job", "steam")))
                .hasMessage("'job' is 'steam', not one of stream, reprocess, replay, sql");
    }

    /**
     * The environment has no place on the service, and so no say in what a pipeline means there.
     */
    @Test
    void variablesAreThoseOfThePropertiesAlone() {
        var text = TEXT.replace("name: flights", "name: \"${PATH}\"");

        assertThatThrownBy(
                        () ->
                                withProperties(
                                        Map.of(
                                                "pipeline-text",
                                                text,
                                                "env.FOLDER",
                                                folder.toString())))
                .hasMessage("pipeline-text:1:7: environment variable PATH is not set");
    }

    @Test
    void withoutBothTheJobMissesItsPipeline() {
        assertThatThrownBy(() -> Job.STREAM.run(List.of(), folder.resolve("none.json")))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage("the pipeline FILE is missing");
    }

    private Map<String, String> pipeline() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("pipeline", folder.resolve("flights.yaml").toString());
        properties.put("set.source.path", "flights.jsonl");
        properties.put("set.metrics", METRICS);
        properties.put("set.events.allowed-lateness", "0 s");
        return properties;
    }

    /** Arguments come first: a file of properties, even a broken one, is not looked at. */
    private void withArguments(String results) throws Exception {
        var line =
                List.of(
                        folder.resolve("flights.yaml").toString(),
                        "--bounded",
                        "--set=source.path=flights.jsonl",
                        "--set=metrics=" + METRICS,
                        "--set=events.allowed-lateness=0 s",
                        "--set=sinks[0].path=" + results);
        Job.STREAM.run(line, Files.writeString(folder.resolve("broken.json"), "{"));
    }

    private void withProperties(Map<String, String> properties) throws Exception {
        var group = Map.of("PropertyGroupId", "tallystick", "PropertyMap", properties);
        var file = folder.resolve("application_properties.json");
        new ObjectMapper().writeValue(file.toFile(), List.of(group));
        Job.STREAM.run(List.of(), file);
    }

    private List<String> results(String name) {
        return CellTexts.lines(folder.resolve(name)).stream().sorted().toList();
    }
}
