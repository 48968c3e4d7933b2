package org.tallystick.source.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.tallystick.source.Decoding;

class AvroRowsTest {
    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"time","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"]}},
              {"name":"price","type":["null",
                {"type":"bytes","logicalType":"decimal","precision":5,"scale":2}]},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"inner","type":{"type":"record","name":"Inner","fields":[
                {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}},
              {"name":"added","type":"long","default":5}]}
            """;

    /** As it was before {@code added} came. */
    private static final String OLDER = AVRO.replaceAll(",\\s*\\{\"name\":\"added\"[^}]*}", "");

    private static final Instant TIME = Instant.parse("2001-01-01T00:03:00.123456Z");

    @Test
    void everyTypeKeepsItsValue() throws Exception {
        var row = Decoding.of("avro", Map.of(), AVRO).row(record(AVRO));
        assertThat(row.getField(0)).isEqualTo(TimestampData.fromInstant(TIME));
        assertThat(row.getField(1)).isEqualTo(StringData.fromString("B"));
        assertThat(row.getDecimal(2, 5, 2)).hasToString("-1.23");
        assertThat(row.getField(3))
                .isEqualTo(new GenericArrayData(new Object[] {StringData.fromString("x")}));
        assertThat(row.getField(4))
                .isEqualTo(GenericRowData.of(TimestampData.fromEpochMillis(1000)));
        assertThat(row.getField(5)).isEqualTo(9L);
    }

    @Test
    void bytesThatAreNoSuchRecordAreRejected() throws Exception {
        var avro = Decoding.of("avro", Map.of(), AVRO);
        var whole = record(AVRO);
        assertThat(avro.reason(Arrays.copyOf(whole, whole.length + 1)))
                .isEqualTo("something follows the Avro record");
        for (int length = 0; length < whole.length; length++) {
            assertThat(avro.reason(Arrays.copyOf(whole, length))).isNotNull().hasLineCount(1);
        }
    }

    @Test
    void theRegistrysSchemaIsResolvedToTheEventSchemaAndAskedForOnce() throws Exception {
        try (var registry = new Registry(Map.of(3, OLDER))) {
            var avro = Decoding.of("avro-confluent", Map.of("url", registry.url()), AVRO);
            for (int i = 0; i < 3; i++) {
                assertThat(avro.row(framed(3, record(OLDER))).getField(5)).isEqualTo(5L);
            }
            assertThat(registry.requests).hasValue(1);
        }
    }

    @Test
    void recordsThatTheRegistryDoesNotKnowAreRejected() throws Exception {
        try (var registry = new Registry(Map.of(4, "{\"type\":\"string\"}"))) {
            var avro = Decoding.of("avro-confluent", Map.of("url", registry.url()), AVRO);
            assertThat(avro.reason(framed(7, record(AVRO))))
                    .isEqualTo("the schema registry has no schema 7");
            assertThat(avro.reason("{}")).isEqualTo("not in Confluent's wire format");
            assertThat(avro.reason(framed(4, new byte[] {2, 'a'}))).contains("not as a record");
        }
    }

    private static byte[] record(String avro) throws IOException {
        var schema = new Schema.Parser().parse(avro);
        var inner = schema.getField("inner").schema();
        var kind = schema.getField("kind").schema();
        var record =
                new GenericRecordBuilder(schema)
                        .set("time", TIME.getEpochSecond() * 1_000_000 + TIME.getNano() / 1000)
                        .set("kind", new GenericData.EnumSymbol(kind, "B"))
                        .set("price", ByteBuffer.wrap(new byte[] {-123}))
                        .set("tags", List.of("x"))
                        .set("inner", new GenericRecordBuilder(inner).set("at", 1000L).build());
        if (schema.getField("added") != null) {
            record.set("added", 9L);
        }
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(record.build(), encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] framed(int id, byte[] record) {
        return ByteBuffer.allocate(5 + record.length).put((byte) 0).putInt(id).put(record).array();
    }

    /** The one request of a schema registry that is made. */
    private static final class Registry implements AutoCloseable {
        private final AtomicInteger requests = new AtomicInteger();
        private final HttpServer server;

        Registry(Map<Integer, String> schemas) throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Registry::answer404);
            schemas.forEach(
                    (id, schema) ->
                            server.createContext(
                                    "/schemas/ids/" + id,
                                    exchange -> {
                                        requests.incrementAndGet();
                                        var answer =
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("schema", schema)
                                                        .toString()
                                                        .getBytes(StandardCharsets.UTF_8);
                                        exchange.sendResponseHeaders(200, answer.length);
                                        exchange.getResponseBody().write(answer);
                                        exchange.close();
                                    }));
            server.start();
        }

        private static void answer404(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
