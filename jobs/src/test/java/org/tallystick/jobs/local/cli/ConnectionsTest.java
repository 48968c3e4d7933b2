package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.CapturedConsole;
import org.tallystick.jobs.plan.Plan;

class ConnectionsTest {
    private static final String PIPELINE =
            """
            name: tried
            events: {schema: event.avsc, time: at, out-of-orderness: 0 s}
            source: {connector: files, path: in, format: json}
            archive:
              catalog: {type: jdbc, uri: "jdbc:sqlite:${FOLDER}/c.db", warehouse: "file:${FOLDER}/w"}
              namespace: tried
            metrics:
              - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
              - {name: o, keys: [k], windows: tumbling 1 d, aggregates: {n: count()}}
            sinks:
              - {connector: files, path: "${FOLDER}/results"}
              - connector: print
            """;

    private final CapturedConsole console = new CapturedConsole(false, 80);
    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[
                  {"name":"at","type":"string"},{"name":"k","type":["null","string"]}]}
                """);
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/events.jsonl"), "{}\n");
    }

    @Test
    void whatWorksIsALineEach() throws Exception {
        assertThat(check(PIPELINE)).isEqualTo(ExitCode.FINE);

        assertThat(console.out().lines().map(line -> line.replaceFirst(": .*", "")))
                .containsExactly(
                        "works  source files " + folder.resolve("in"),
                        "works  archive iceberg namespace tried",
                        "works  sink files " + folder.resolve("results"),
                        "works  sink print");
    }

    @Test
    void whatDoesNotWorkIsNamedAndTheRestIsTriedAllTheSame() throws Exception {
        var text =
                PIPELINE.replace("path: in", "path: nowhere")
                        .replace(
                                "- connector: print",
                                "- {connector: jdbc, url: 'jdbc:postgresql://localhost:1/db'}");

        assertThat(check(text)).isEqualTo(ExitCode.FAILED);

        var nowhere = folder.resolve("nowhere");
        assertThat(console.out().lines())
                .hasSize(5)
                .contains(
                        "FAILS  source files %1$s: the files source has no file or folder %1$s"
                                .formatted(nowhere))
                .anyMatch(line -> line.startsWith("works  archive"))
                .filteredOn(line -> line.startsWith("FAILS  sink jdbc, table "))
                .hasSize(2)
                .allMatch(line -> line.contains(": postgresql://localhost:1/db: "));
    }

    private ExitCode check(String text) throws Exception {
        var file = folder.resolve("pipeline.yaml");
        Files.writeString(file, text);
        var plan = Plan.read(file.toString(), List.of(), Map.of("FOLDER", folder.toString()));
        return new Connections(console.console()).check(plan);
    }
}
