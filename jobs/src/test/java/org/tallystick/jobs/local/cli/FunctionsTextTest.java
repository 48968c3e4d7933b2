package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.sql.SqlExamples;

class FunctionsTextTest {

    @Test
    void everythingThatThereIsIsListed() {
        var lines = FunctionsText.text().lines().map(String::strip).toList();
        assertThat(Aggregates.names())
                .allMatch(name -> lines.stream().anyMatch(line -> line.startsWith(name + "(")));
        assertThat(SqlExamples.all())
                .allMatch(
                        example ->
                                lines.stream()
                                        .anyMatch(
                                                line ->
                                                        line.startsWith(example.sql())
                                                                && line.endsWith(example.value())));
    }

    @Test
    void theExampleOfEachAggregateIsOne(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type":"record","name":"E","fields":[
                  {"name":"at","type":"string"},{"name":"delay","type":"long"}]}
                """);
        var aggregates =
                Aggregates.names().stream()
                        .map(name -> "      a_%s: \"%s\"\n".formatted(name, example(name)))
                        .collect(Collectors.joining());
        var file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        name: examples
                        events: {schema: e.avsc, time: at, out-of-orderness: 0 s}
                        source: {connector: files, path: in, format: json}
                        metrics:
                          - name: m
                            windows: tumbling 1 h
                            aggregates:
                        """
                                + aggregates);

        var plan = Plan.read(file.toString(), List.of(), Map.of());

        assertThat(plan.metrics().get(0).aggregates()).hasSameSizeAs(Aggregates.names());
    }

    private static String example(String name) {
        return Aggregates.signature(name).example();
    }
}
