package org.tallystick.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
    private static final String SCHEMA =
            """
            {"type":"record","name":"E","fields":[
              {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}}]}
            """;

    private static final String PIPELINE =
            """
            name: m
            events: {schema: e.avsc, time: t, out-of-orderness: 0 s}
            source:
              connector: kafka
              topic: here
              format: json
              properties: {bootstrap.servers: "a:1"}
            metrics:
              - {name: first, windows: tumbling 1 h, aggregates: {n: count()}}
              - {name: second, windows: tumbling 1 h, aggregates: {n: count()}}
            sinks:
              - {connector: files, path: out}
            """;

    @TempDir Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("e.avsc"), SCHEMA);
        Files.writeString(folder.resolve("p.yaml"), PIPELINE);
    }

    @Test
    void aValueStandsInThePlaceOfTheFilesOwn() throws Exception {
        var pipeline =
                read(
                        "source.topic=there",
                        "source.properties.bootstrap.servers=b:2",
                        "source.properties.security.protocol=SSL",
                        "metrics[second].windows=[tumbling 2 h, session 5 min]",
                        "sinks[0].path=elsewhere",
                        "events.allowed-lateness=1 min");

        var source = (SourceSpec.Kafka) pipeline.source();
        assertThat(source.topics()).containsExactly("there");
        assertThat(source.properties())
                .containsEntry("bootstrap.servers", "b:2")
                .containsEntry("security.protocol", "SSL");
        assertThat(pipeline.metrics().get(0).windows()).hasSize(1);
        assertThat(pipeline.metrics().get(1).windows()).hasSize(2);
        assertThat(pipeline.sinks())
                .containsExactly(new SinkSpec.Files(folder.resolve("elsewhere").toString()));
        assertThat(pipeline.events().allowedLateness()).hasMinutes(1);
    }

    @Test
    void theLastOfTwoCounts() throws Exception {
        var pipeline = read("source.topic=there", "source.topic=nowhere");

        assertThat(((SourceSpec.Kafka) pipeline.source()).topics()).containsExactly("nowhere");
    }

    @Test
    void aMistakeInOneIsNamedByIt() {
        assertThat(problems("metrics[first].windows=sliding"))
                .singleElement()
                .asString()
                .startsWith("--set metrics[first].windows: ");
        assertThat(problems("source.topik=x"))
                .singleElement()
                .asString()
                .contains("unknown key 'topik'");
        assertThat(problems("sinks[1].path=x"))
                .containsExactly(
                        "--set sinks[1].path: the list has no '1': write a number from 0 to 0, or the name of one");
        assertThat(problems("name.of=x"))
                .containsExactly("--set name.of: there is nothing to set at '.of'");
        assertThat(problems("name: x")).containsExactly("--set name: x: write PATH=VALUE");
        assertThat(problems("name={")).containsExactly("--set name: the value is not YAML");
    }

    @Test
    void aPipelineIsReadFromAServerWithItsSchemaBesideIt() throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
                    boolean there = Files.exists(file);
                    var body = there ? Files.readAllBytes(file) : "none".getBytes(UTF_8);
                    exchange.sendResponseHeaders(there ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            var address = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(read(address + "/p.yaml", List.of("sinks[0].path=/out")).name())
                    .isEqualTo("m");
            assertThatThrownBy(() -> read(address + "/q.yaml", List.of()))
                    .hasMessageEndingWith(
                            "q.yaml:1:1: cannot read the file: the server answers with status 404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void localMeansThisMachinesFiles() throws Exception {
        var file = "local://" + folder.resolve("p.yaml");

        assertThat(read(file, List.of()).name()).isEqualTo("m");
    }

    private Pipeline read(String... overrides) throws InvalidPipeline {
        return read(folder.resolve("p.yaml").toString(), List.of(overrides));
    }

    private static Pipeline read(String file, List<String> overrides) throws InvalidPipeline {
        return PipelineFile.read(file, overrides, Map.of(), KnownConnectors.ALL, any -> List.of());
    }

    private List<String> problems(String override) {
        try {
            read(override);
            return List.of();
        } catch (InvalidPipeline e) {
            return e.problems().stream()
                    .map(line -> line.replace(folder.resolve("p.yaml") + ":1:1: ", ""))
                    .toList();
        }
    }
}
