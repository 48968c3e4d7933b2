package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs with a secret in every place that takes one, all of which fail, in a process of their own:
 * neither what they print nor what they leave in any file has the secret in it.
 */
class SecretsStayHiddenTest {
    private static final String SECRET = "hunter2-9f8e";

    private static final String HEAD =
            """
            name: x
            events: {schema: event.avsc, time: t, out-of-orderness: 1 h}
            metrics:
              - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {c: count()}}
            """;

    private static final String KAFKA =
            """
            source:
              connector: kafka
              topic: tt
              format: avro-confluent
              avro-confluent.url: "http://u:${PW}@127.0.0.1:1"
              avro-confluent.basic-auth.user-info: "u:${PW}"
              properties:
                bootstrap.servers: "127.0.0.1:1"
                security.protocol: SASL_PLAINTEXT
                sasl.mechanism: PLAIN
                sasl.jaas.config: >-
                  org.apache.kafka.common.security.plain.PlainLoginModule required username="u"
                  password="${PW}";
                ssl.key.password: "${PW}"
            """;

    private static final String FILES =
            """
            source: {connector: files, path: d.jsonl, format: json}
            """;

    private static final String ARCHIVE =
            """
            archive:
              catalog:
                type: jdbc
                uri: "jdbc:postgresql://u:${PW}@127.0.0.1:1/c?user=u&password=${PW}"
                jdbc.password: "${PW}"
                token: "${PW}"
                warehouse: "file:data/w"
              namespace: ns
            """;

    private static final String DATABASE =
            """
            sinks:
              - connector: jdbc
                url: "jdbc:postgresql://127.0.0.1:1/m?user=u&password=${PW}"
                user: u
                password: "${PW}"
                properties: {sslpassword: "${PW}"}
            """;

    @TempDir private Path folder;

    @BeforeEach
    void writeInput() throws IOException {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type": "record", "name": "E", "fields": [
                  {"name": "t", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "k", "type": "string"}]}
                """);
        Files.writeString(folder.resolve("d.jsonl"), "{\"t\": 1709632800000, \"k\": \"a\"}\n");
    }

    @Test
    void ofServersThatDoNotAnswer() throws Exception {
        var printed = run(HEAD + KAFKA + ARCHIVE + DATABASE, "stream", "--bounded");

        assertThat(printed)
                .contains("no Kafka answers at 127.0.0.1:1")
                .contains("no database answers at postgresql://127.0.0.1:1/m");
        assertHidden();
    }

    @Test
    void ofAnArchiveThatCannotBeReached() throws Exception {
        var printed = run(HEAD + FILES + ARCHIVE, "stream", "--bounded");

        assertThat(printed).contains("127.0.0.1");
        assertThat(folder.resolve("logs/tallystick.log")).isNotEmptyFile();
        assertHidden();
    }

    @Test
    void ofAPipelineWithMistakes() throws Exception {
        var printed =
                run(
                        HEAD + FILES + ARCHIVE.replace("type: jdbc", "typ: jdbc") + DATABASE,
                        "check",
                        "--set",
                        "sinks[0].passwort=" + SECRET);

        assertThat(printed).contains("'type' or 'catalog-impl' is missing");
        assertHidden();
    }

    private void assertHidden() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    private String run(String pipeline, String command, String... options) throws Exception {
        Files.writeString(folder.resolve("p.yaml"), pipeline);
        var line = new ArrayList<>(java());
        line.addAll(List.of(command, "--pipeline", "p.yaml"));
        line.addAll(List.of(options));
        var printed = folder.resolve("printed");
        var builder =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().put("PW", SECRET);
        assertThat(builder.start().waitFor()).isNotZero();
        return Files.readString(printed);
    }

    private List<String> java() {
        var home = Path.of("..").toAbsolutePath().normalize();
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx512m");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(line::add);
        line.add("-Dtallystick.home=" + home);
        line.add("-Dtallystick.logs=" + folder.resolve("logs"));
        line.add(
                "-Dlog4j2.configurationFile=" + home.resolve("flink-conf/local/log4j2.properties"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Cli.class.getName()));
        return line;
    }
}
