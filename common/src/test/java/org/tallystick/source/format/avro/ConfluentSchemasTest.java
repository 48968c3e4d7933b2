package org.tallystick.source.format.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RegistryException;
import org.tallystick.source.format.registry.Registry;

/** A schema registry over HTTP, as it is and as it should not be. */
class ConfluentSchemasTest {
    private static final String SIMPLE =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"S\\\",\\\"fields\\\":[]}\"}";

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Hand clock = new Hand();
    private HttpServer server;
    private int status = 200;
    private int failures;
    private ConfluentSchemas schemas;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        schemas = schemas();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private ConfluentSchemas schemas() {
        return new ConfluentSchemas(new Registry(url(), Map.of(), pauses::add), clock);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        boolean fails = failures > 0;
        failures--;
        var answer = answers.get(path);
        var bytes = (answer == null ? "" : answer).getBytes(UTF_8);
        exchange.sendResponseHeaders(
                fails ? status : answer == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aSchemaIsAskedForOnce() throws Exception {
        answers.put("/schemas/ids/7", SIMPLE);

        assertThat(schemas.of(record(7)).orElseThrow().getName()).isEqualTo("S");
        assertThat(schemas.of(record(7)).orElseThrow())
                .isSameAs(schemas.of(record(7)).orElseThrow());
        assertThat(asked).containsExactly("/schemas/ids/7");
    }

    @Test
    void anIdThatItDoesNotKnowIsAskedForOnceAMinute() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> schemas.of(record(9)))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage("the schema registry has no schema 9");
        }
        assertThat(asked).hasSize(1);

        answers.put("/schemas/ids/9", SIMPLE);
        clock.now = clock.now.plusSeconds(61);
        assertThat(schemas.of(record(9))).isPresent();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatASchemaRefersToIsReadFirst() throws Exception {
        answers.put(
                "/schemas/ids/101",
                answer(
                        "{'type':'record','name':'x.Envelope','fields':[{'name':'s','type':'x.Source'}]}",
                        "x.Source"));
        answers.put(
                "/subjects/x.Source/versions/1",
                answer(
                        "{'type':'record','name':'x.Source','fields':[{'name':'d','type':'y.Deep'}]}",
                        "a/b c"));
        answers.put(
                "/subjects/a%2Fb%20c/versions/1",
                answer("{'type':'enum','name':'y.Deep','symbols':['A']}", "x.Source"));

        var schema = schemas.of(record(101)).orElseThrow();

        assertThat(schema.getField("s").schema().getField("d").schema().getFullName())
                .isEqualTo("y.Deep");
        assertThat(asked).hasSize(3);
    }

    @Test
    void aReferenceThatIsNotThereIsAReject() {
        answers.put("/schemas/ids/1", answer("{'type':'record','name':'E','fields':[]}", "gone"));

        assertThatThrownBy(() -> schemas.of(record(1)))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(
                        "the schema registry has no version 1 of 'gone', which a schema refers to");
    }

    @Test
    void aSchemaOfAnotherKindIsAReject() {
        answers.put("/schemas/ids/1", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}");

        assertThatThrownBy(() -> schemas.of(record(1)))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("schema 1 of the registry is of type PROTOBUF, not AVRO");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void whileItIsAwayItIsWaitedFor(int failing) throws Exception {
        answers.put("/schemas/ids/7", SIMPLE);
        status = failing;
        failures = 5;

        assertThat(schemas.of(record(7))).isPresent();
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L);
    }

    @Test
    void aPageOfAProxyIsAnOutage() {
        answers.put("/schemas/ids/7", "<html>Back soon</html>");

        assertThatThrownBy(() -> schemas.of(record(7)))
                .isInstanceOf(RegistryException.class)
                .hasMessage(
                        "schema registry "
                                + url()
                                + " answers /schemas/ids/7 with what is no JSON");
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(60L, 70L);
    }

    @Test
    void whereItCannotBeReachedTheJobFailsAndRejectsNothing() {
        server.stop(0);

        assertThatThrownBy(() -> schemas.of(record(7)))
                .isInstanceOf(RegistryException.class)
                .hasMessage("schema registry " + url() + " cannot be reached");
        assertThat(pauses).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsNotWaitedFor(int refusal) {
        status = refusal;
        failures = 1;

        assertThatThrownBy(() -> schemas.of(record(7)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(" answers " + refusal);
        assertThat(pauses).isEmpty();
    }

    private static String answer(String schema, String subject) {
        return "{\"schema\":\"%s\",\"references\":[{\"name\":\"n\",\"subject\":\"%s\",\"version\":1}]}"
                .formatted(schema.replace("'", "\\\""), subject);
    }

    private static byte[] record(int id) {
        return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    }

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
