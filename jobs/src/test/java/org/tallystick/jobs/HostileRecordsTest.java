package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;

/**
 * Records that have brought others' jobs down, or came out as other numbers, through a whole run.
 */
@Timeout(300)
class HostileRecordsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;

    /** A text that is said to be of 2,140,000,000 bytes. */
    @Test
    void brokenAvroIsARejectAndTheOthersCount() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "broken-avro", 1);
        var values = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            values.add(avro(TEN.plusSeconds(60L * i).toString(), "k"));
            if (i == 9) {
                values.add(HexFormat.of().parseHex("80bceef80f"));
            }
        }
        topic.append(Map.of(0, values));
        var pipeline = TopicPipeline.of(folder, topic);
        var plan = run(pipeline, "format: avro");

        assertThat(pipeline.rows(plan, "events")).hasSize(20);
        assertThat(pipeline.rows(plan, "rejects"))
                .extracting(row -> row.getField("offset") + ": " + row.getField("reason"))
                .containsExactly(
                        "10: the record ends too early: 0 byte(s) are left, 2140000000 should follow");
    }

    private static byte[] avro(String... texts) {
        var bytes = new java.io.ByteArrayOutputStream();
        for (var text : texts) {
            bytes.write(2 * text.length());
            bytes.writeBytes(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Decimals of other scales, and a time of another unit. */
    @Test
    void whatWritersMeantIsWhatCounts() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "writers", 1);
        topic.append(
                Map.of(
                        0,
                        List.of(
                                hex("00000000038094f2e0c163020263020404d2"),
                                hex("000000000180a0ecfbdcb989060208676f6f64020404d2"),
                                hex("000000000282a0ecfbdcb98906020261020601e208"),
                                hex("000000000184a0ecfbdcb98906020262020a02dfdc1c35"),
                                hex("000000000484a0ecfbdcb9890602046234020a02dfdc1c35"))));
        var server = registry();
        try {
            var pipeline = new TopicPipeline(folder, topic, fields("timestamp-micros", 10, 2), "k");
            var url = "http://localhost:" + server.getAddress().getPort();
            var plan = run(pipeline, "format: avro-confluent", "avro-confluent.url: '" + url + "'");

            assertThat(pipeline.rows(plan, "events"))
                    .extracting(row -> row.getField("k") + " " + row.getField("amount"))
                    .containsExactlyInAnyOrder("c 12.34", "good 12.34", "a 12.34");
            assertThat(pipeline.rows(plan, "events"))
                    .extracting(HostileRecordsTest::hour)
                    .containsOnly(10);
            assertThat(pipeline.rows(plan, "rejects"))
                    .extracting(row -> row.getField("reason"))
                    .containsExactlyInAnyOrder(
                            "field 'amount': 123456789.01 is not DECIMAL(10, 2)",
                            "field 'amount': 123456789.01 is not DECIMAL(10, 2)");
        } finally {
            server.stop(0);
        }
    }

    private static int hour(Record event) {
        return ((OffsetDateTime) event.getField("ts")).getHour();
    }

    private static HttpServer registry() throws IOException {
        var schemas =
                Map.of(
                        "/schemas/ids/1", fields("timestamp-micros", 10, 2),
                        "/schemas/ids/2", fields("timestamp-micros", 10, 4),
                        "/schemas/ids/3", fields("timestamp-millis", 10, 2),
                        "/schemas/ids/4", fields("timestamp-micros", 12, 2));
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, schemas));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Map<String, String> schemas)
            throws IOException {
        var fields = schemas.get(exchange.getRequestURI().getPath());
        var schema = "{\"type\":\"record\",\"name\":\"E\",\"fields\":[%s]}".formatted(fields);
        var body = new ObjectMapper().writeValueAsBytes(Map.of("schema", schema));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String fields(String time, int precision, int scale) {
        return """
        {"name":"ts","type":{"type":"long","logicalType":"%s"}},
        {"name":"k","type":["null","string"]},
        {"name":"amount","type":["null",
          {"type":"bytes","logicalType":"decimal","precision":%d,"scale":%d}]}
        """
                .formatted(time, precision, scale);
    }

    /** Producers that take seconds for milliseconds stamp their records 1970. */
    @Test
    void recordsThatWereStampedInSecondsCount() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "seconds", 1);
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < 20; i++) {
            var event = TopicPipeline.event(TEN.plusSeconds(600 + i), "a");
            records.add(new ProducerRecord<>("seconds", 0, 1_709_632_810L + i, null, event));
        }
        topic.send(records);
        var pipeline = TopicPipeline.of(folder, topic);
        var plan = run(pipeline, "format: json");

        assertThat(pipeline.rows(plan, "rejects")).isEmpty();
        assertThat(pipeline.results()).singleElement().asString().contains("\"n\":20");
    }

    private Plan run(TopicPipeline pipeline, String... source) throws Exception {
        var plan = pipeline.plan(source);
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(1);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
        return plan;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
