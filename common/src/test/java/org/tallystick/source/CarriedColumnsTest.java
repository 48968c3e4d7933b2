package org.tallystick.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.tallystick.event.EventSchema;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.Envelope.Header;

/** What records have besides their values: key, headers; or no value. */
class CarriedColumnsTest {
    private static final SourceSpec.Carried BOTH =
            new SourceSpec.Carried(false, Optional.of("k"), Optional.of("h"));

    private static final String EVENT = "{\"time\":\"2025-01-01T00:00:00Z\",\"n\":7}";

    @Test
    void keyAndHeadersStandBesideTheValue() throws Exception {
        var row = row(schema("\"string\"", "\"string\""), bytes("key"), header("a", "1"));

        assertThat(row.getField(0)).isEqualTo(text("key"));
        assertThat(row.getMap(2).size()).isEqualTo(1);
        assertThat(row.getLong(3)).isEqualTo(7);
    }

    @Test
    void membersOfTheirNamesInTheValueAreOthers() throws Exception {
        var decoding = decoding(schema("\"string\"", "\"string\""));
        var value = EVENT.replace("{", "{\"k\":\"other\",");

        var row = decoding.row(value, new Envelope(bytes("key"), List.of()));

        assertThat(row.getField(0)).isEqualTo(text("key"));
    }

    @Test
    void ofARepeatedHeaderTheLastCountsOrAllDo() throws Exception {
        Header[] headers = {header("a", "1"), header("b", "2"), header("a", "3")};

        var last = row(schema("\"string\"", "\"string\""), bytes("x"), headers);
        assertThat(last.getMap(2).size()).isEqualTo(2);
        assertThat(((GenericMapData) last.getField(2)).get(text("a"))).isEqualTo(text("3"));

        var array = "{\"type\":\"array\",\"items\":\"string\"}";
        var all = row(schema("\"string\"", array), bytes("x"), headers);
        assertThat(all.getMap(2).size()).isEqualTo(2);
        assertThat(sizes(all)).containsExactlyInAnyOrder(2, 1);
    }

    private static List<Integer> sizes(GenericRowData row) {
        var lists = row.getMap(2).valueArray();
        return List.of(lists.getArray(0).size(), lists.getArray(1).size());
    }

    @Test
    void bytesAreTakenAsTheyAre() throws Exception {
        byte[] odd = {(byte) 0xC3, 0x28};

        var row = row(schema("\"bytes\"", "\"bytes\""), odd, new Header("a", odd));

        assertThat(row.getField(0)).isEqualTo(odd);
    }

    @Test
    void whatIsNoTextIsARejectThatSaysSo() throws Exception {
        byte[] odd = {(byte) 0xC3, 0x28};
        var schema = schema("\"string\"", "\"string\"");

        assertThat(reason(schema, new Envelope(odd, List.of())))
                .isEqualTo(
                        "field 'k': the key is not UTF-8, which a string has to be; bytes take it as it is");
        assertThat(reason(schema, new Envelope(bytes("x"), List.of(new Header("a", odd)))))
                .startsWith("field 'h': header 'a' is not UTF-8");
    }

    @Test
    void whatIsNotThereIsNullOrAReject() throws Exception {
        var none = new Envelope(null, List.of(new Header("a", null)));

        assertThat(reason(schema("\"string\"", "[\"null\",\"string\"]"), none))
                .isEqualTo("field 'k': the key has no value, and null is not allowed");
        assertThat(reason(schema("[\"null\",\"string\"]", "\"string\""), none))
                .isEqualTo("field 'h': header 'a' has no value, and null is not allowed");
        assertThat(reason(schema("[\"null\",\"string\"]", "[\"null\",\"string\"]"), none)).isNull();
    }

    @Test
    void tombstonesAreRejectsOrPassedOver() throws Exception {
        var schema = schema("\"string\"", "\"string\"");
        var skipping = new SourceSpec.Carried(true, Optional.of("k"), Optional.of("h"));
        for (String value : new String[] {null, ""}) {
            var envelope = new Envelope(bytes("x"), List.of());
            var layout = decoding(schema).decoder().layout();

            var reject = decoding(schema).row(value, envelope);
            assertThat(reject.isNullAt(layout.rejectReason())).isFalse();

            var passed = Decoding.carrying(skipping, "json", schema).row(value, envelope);
            assertThat(passed.isNullAt(layout.rejectReason())).isTrue();
            assertThat(passed.getField(layout.rejectKind())).isEqualTo(text("tombstone"));
            assertThat(passed.getField(layout.offset())).isEqualTo(17L);
        }
    }

    @Test
    void fieldsThatDoNotFitAreNamed() {
        var source = new SourceSpec.Carried(false, Optional.of("n"), Optional.of("other"));
        var columns = EventSchema.parse(schema("\"string\"", "\"string\"")).rowType();

        assertThat(CarriedColumns.problems(columns, source))
                .extracting(Problem::message)
                .containsExactly("field 'n' is BIGINT", "the event schema has no field 'other'");
        assertThat(CarriedColumns.problems(columns, BOTH)).isEmpty();
    }

    private static String schema(String key, String header) {
        return """
        {"type":"record","name":"E","fields":[
          {"name":"k","type":%s},
          {"name":"time","type":"string"},
          {"name":"h","type":{"type":"map","values":%s}},
          {"name":"n","type":"long"}]}
        """
                .formatted(key, header);
    }

    private static Decoding decoding(String schema) {
        return Decoding.carrying(BOTH, "json", schema);
    }

    private static GenericRowData row(String schema, byte[] key, Header... headers)
            throws Exception {
        var row = decoding(schema).row(EVENT, new Envelope(key, List.of(headers)));
        assertThat(row.getField(decoding(schema).decoder().layout().rejectReason())).isNull();
        return row;
    }

    private static String reason(String schema, Envelope envelope) throws Exception {
        var decoding = decoding(schema);
        var row = decoding.row(EVENT, envelope);
        var reason = row.getField(decoding.decoder().layout().rejectReason());
        return reason == null ? null : reason.toString();
    }

    private static Header header(String name, String value) {
        return new Header(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }
}
