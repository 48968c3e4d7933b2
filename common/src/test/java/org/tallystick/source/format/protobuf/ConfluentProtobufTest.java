package org.tallystick.source.format.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.registry.Registry;

/** Messages whose types a registry has as text. */
class ConfluentProtobufTest {
    private static final String SHOP =
            """
            syntax = "proto3";
            package shop;
            import "google/protobuf/timestamp.proto";
            import public "common/money.proto";

            message Order {
              enum Kind { OLD = 0; NEW = 1; FRESH = 1; option allow_alias = true; }
              message Line { string sku = 1; int32 count = 2; }
              message Other { int64 n = 1; }
              reserved 9;
              string id = 1;
              optional int32 rank = 2;
              Kind kind = 3;
              repeated Line lines = 4;
              map<string, Line> by_name = 5;
              common.Money price = 6;
              google.protobuf.Timestamp at = 7 [deprecated = true];
              oneof either { int64 number = 8; string text = 10; }
            }
            message Last { string id = 1; }
            """;

    private static final String MONEY =
            """
            syntax = "proto2";
            package common;
            message Money { required int64 cents = 1; optional string currency = 2; }
            """;

    private static final String EVENT =
            """
            {"type":"record","name":"E","fields":[
              {"name":"id","type":["null","string"]},
              {"name":"rank","type":["null","int"]},
              {"name":"kind","type":["null","string"]},
              {"name":"price","type":["null",{"type":"record","name":"M","fields":[
                {"name":"cents","type":"long"},{"name":"currency","type":["null","string"]}]}]},
              {"name":"number","type":["null","long"]},
              {"name":"sku","type":["null","string"]},
              {"name":"n","type":"long","default":-1}]}
            """;

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private ConfluentProtobufFormat.Rows rows;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        register("/schemas/ids/7", SHOP, "common/money.proto", "money");
        register("/subjects/money/versions/1", MONEY);
        var url = "http://localhost:" + server.getAddress().getPort();
        var registry = new Registry(url, Map.of(), time -> {});
        var files = ConfluentProtobufFormat.files(registry, java.time.InstantSource.system());
        rows =
                InstantiationUtil.clone(
                        new ConfluentProtobufFormat.Rows(files, EventSchema.parse(EVENT), 7));
        rows.open();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var answer = answers.get(exchange.getRequestURI().getRawPath());
        var body = (answer == null ? "{}" : answer).getBytes(UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void register(String path, String text, String... reference) throws Exception {
        var json = new ObjectMapper();
        var answer = json.createObjectNode().put("schema", text).put("schemaType", "PROTOBUF");
        if (reference.length > 0) {
            answer.putArray("references")
                    .addObject()
                    .put("name", reference[0])
                    .put("subject", reference[1])
                    .put("version", 1);
        }
        answers.put(path, answer.toString());
    }

    @Test
    void aMessageIsReadByTheTextOfItsType() throws Exception {
        var row = read("00 00000007 00 0a0161 1000 1801 3205 080a 120145 4005");

        assertThat(told(row)).isEqualTo(List.of("a", "0", "NEW", "+I(10,E)", "5", "null", "-1"));
    }

    @Test
    void theTypeIsNamedByItsPlaceInTheFile() throws Exception {
        assertThat(told(read("00 00000007 02 02 0a0162")).get(0)).isEqualTo("b");
        var line = told(read("00 00000007 04 00 00 0a0163 1002"));
        assertThat(line.get(5)).isEqualTo("c");
        assertThat(told(read("00 00000007 04 00 02 0803")).get(6)).isEqualTo("3");
    }

    @Test
    void whatIsWrongIsARejectThatSaysSo() throws Exception {
        rejected("00 00000007 02 06", "the record is of message type 3, of which its schema has 2");
        rejected("00 00000007", "the message ends too early");
        rejected("00 00000007 ffffffffffffffffff01 00", "the record names its message type in -9");
        rejected("00 00000007 00 32021201", "the message ends too early");
        rejected("00 00000007 00 3200", "field 'price.cents': it is not there");
        rejected("00 00000008 00", "the schema registry has no schema 8");
        rejected("01 00000007 00", "not in Confluent's wire format");
        register("/schemas/ids/9", "message {");
        rejected("00 00000009 00", "schema 9 of the registry cannot be used: 'schema.proto' is no");
        register("/schemas/ids/10", "syntax = \"proto3\"; import \"x.proto\"; message M {}");
        rejected(
                "00 0000000a 00",
                "schema 10 of the registry cannot be used: 'x.proto' is imported");
        answers.put("/schemas/ids/11", "{\"schema\":\"{}\"}");
        rejected("00 0000000b 00", "schema 11 of the registry is of type AVRO, not PROTOBUF");
    }

    private GenericRowData read(String hex) throws Exception {
        return rows.read(HexFormat.of().parseHex(hex.replace(" ", "")), null);
    }

    private void rejected(String hex, String reason) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith(reason);
    }

    private static List<String> told(GenericRowData row) {
        return java.util.stream.IntStream.range(0, row.getArity())
                .mapToObj(i -> String.valueOf(row.getField(i)))
                .toList();
    }
}
