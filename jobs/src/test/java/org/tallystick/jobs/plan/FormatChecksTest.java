package org.tallystick.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.pipeline.InvalidPipeline;

/** What is wrong with a source's format is told with its place before anything runs. */
class FormatChecksTest {
    @TempDir Path folder;

    @BeforeEach
    void writeSchema() throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type":"record","name":"E","fields":[
                  {"name":"at","type":"string"},
                  {"name":"tags","type":{"type":"array","items":"string"}}]}
                """);
        Files.writeString(
                folder.resolve("flat.avsc"),
                """
                {"type":"record","name":"E","fields":[
                  {"name":"at","type":"string"}, {"name":"k","type":"string"}]}
                """);
    }

    private Path pipeline(String schema, String source) throws Exception {
        return Files.writeString(
                folder.resolve("p.yaml"),
                """
                name: p
                events: {schema: %s, time: at, out-of-orderness: 0 s}
                metrics:
                  - {name: m, keys: [], windows: tumbling 1 h, aggregates: {n: count()}}
                source:
                %s
                """
                        .formatted(schema, source.replace("/", "\n").indent(2)));
    }

    private List<String> mistakes(String schema, String source) throws Exception {
        var file = pipeline(schema, source).toString();
        var refused =
                catchThrowableOfType(
                        InvalidPipeline.class, () -> Plan.read(file, List.of(), Map.of()));
        return refused == null
                ? List.of()
                : refused.getMessage().lines().map(line -> line.replace(file + ":", "")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    connector: files/path: x/format: cvs | 8:11: unknown format 'cvs', there are json, avro, avro-confluent, csv, protobuf, protobuf-confluent (did you mean 'csv'?)
                    connector: files/path: x/format: cvs/csv.field-delimiter: ; | 8:11: unknown format 'cvs', there are json, avro, avro-confluent, csv, protobuf, protobuf-confluent (did you mean 'csv'?)
                    connector: files/path: x/format: avro-confluent | 8:11: files cannot be of format avro-confluent, but of
                    connector: files/path: x/format: csv/csv.field-delimter: ; | 9:23: format csv has no option 'field-delimter'; it has
                    connector: files/path: x/format: csv/cvs.header: true | 6:3: format csv has no option 'cvs.header'; it has
                    connector: files/path: x/format: json/json.lines: 1 | 9:15: format json has no option 'lines'; it has none
                    connector: kafka/topic: t/properties: {bootstrap.servers: x}/format: avro-confluent | 6:3: format avro-confluent needs the option 'url'
                    """)
    void aWrongFormatIsNamedWhereItIs(String source, String mistake) throws Exception {
        assertThat(mistakes("flat.avsc", source)).singleElement().asString().startsWith(mistake);
    }

    @Test
    void aGoodOneIsNot() throws Exception {
        assertThat(
                        mistakes(
                                "flat.avsc",
                                "connector: files/path: x/format: csv/csv.field-delimiter: ;"))
                .isEmpty();
        assertThat(mistakes("e.avsc", "connector: files/path: x/format: json")).isEmpty();
    }
}
