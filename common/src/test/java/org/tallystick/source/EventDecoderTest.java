package org.tallystick.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.pipeline.SourceSpec.Format;

class EventDecoderTest {
    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"time","type":["null",{"type":"long","logicalType":"timestamp-millis"}]},
              {"name":"name","type":"string"},
              {"name":"id","type":["null","int"]},
              {"name":"ok","type":["null","boolean"]},
              {"name":"price","type":["null",
                {"type":"bytes","logicalType":"decimal","precision":5,"scale":2}]}]}
            """;

    private static final EventLayout LAYOUT = new EventLayout(EventSchema.parse(AVRO).rowType());
    private static final Map<String, String> NO_OPTIONS = Map.of();

    private final Decoding json = Decoding.of(Format.JSON, NO_OPTIONS, AVRO, List.of("id"));

    @Test
    void aRecordBecomesAnEventWithItsPositionTimeAndIdentity() throws Exception {
        var row = json.row("{\"time\":\"2001-01-01T00:03:00Z\",\"name\":\"a\",\"id\":7}");
        var time = Instant.parse("2001-01-01T00:03:00Z").toEpochMilli();
        assertThat(row.getField(0)).isEqualTo(TimestampData.fromEpochMillis(time));
        assertThat(row.getField(1)).isEqualTo(StringData.fromString("a"));
        assertThat(row.getField(2)).isEqualTo(7);
        assertThat(metadata(row, LAYOUT))
                .startsWith(StringData.fromString("t"), 3, 17L, null, 99L, time)
                .endsWith(new Object[] {null, null});
        assertThat(row.getField(LAYOUT.identity())).isInstanceOf(Long.class);
    }

    @Test
    void aRejectKeepsItsBytesAndPositionAndNothingElse() throws Exception {
        var row = json.row("nonsense");
        assertThat(Arrays.asList(fields(row)).subList(0, 5)).containsOnlyNulls();
        assertThat(metadata(row, LAYOUT))
                .startsWith(StringData.fromString("t"), 3, 17L, null, 99L, null, null);
        assertThat(row.getBinary(LAYOUT.rejectBytes())).asString().isEqualTo("nonsense");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1 | Unexpected end-of-input
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1} x | Unrecognized token 'x'
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1}{} | something follows the JSON object
                    [{"time":"2001-01-01T00:00:00Z","name":"a","id":1}] | not a JSON object
                    `` | empty
                    ` ` | not a JSON object
                    null | not a JSON object
                    {"time":"2001-01-01T00:00:00Z","id":1} | field 'name' is missing
                    {"time":"2001-01-01T00:00:00Z","name":null,"id":1} | field 'name' is null
                    {"time":"2001-01-01T00:00:00Z","name":5,"id":1} | field 'name': 5 is not STRING
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1.5} | field 'id': 1.5 is not INT
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":"x"} | field 'id': x is not INT
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":99999999999} | field 'id': 99999999999 is not INT
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1,"ok":"yes"} | field 'ok': yes is not BOOLEAN
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1,"price":1234.5} | field 'price': 1234.5 is not DECIMAL(5, 2)
                    {"time":"2001-01-01T00:00:00Z","name":"a","id":1,"price":1.555} | field 'price': 1.555 is not DECIMAL(5, 2)
                    {"time":"yesterday","name":"a","id":1} | Fail to deserialize at field: time
                    {"time":null,"name":"a","id":1} | no event time: field 'time' is null
                    {"name":"a","id":1} | no event time: field 'time' is null
                    {"time":"2001-01-03T00:00:00.001Z","name":"a","id":1} | event time 2001-01-03T00:00:00.001Z is more than 1 d ahead of the record's timestamp 2001-01-02T00:00:00Z
                    {"time":"0000-12-31T23:59:59Z","name":"a","id":1} | event time is not within the years 1 to 9999
                    {"time":"2001-01-01T00:00:00Z","name":"a"} | no identity: field 'id' is null
                    """)
    void everyKindOfBadJsonHasItsReason(String record, String reason) throws Exception {
        assertThat(json.reason(record)).contains(reason).hasLineCount(1);
    }

    @Test
    void theEdgesAreStillEvents() throws Exception {
        for (var record :
                List.of(
                        "{\"time\":\"2001-01-03T00:00:00Z\",\"name\":\"\",\"id\":1}",
                        " {\"x\":{\"y\":[1]},\"time\":\"0001-01-01T00:00:00Z\",\"name\":\"a\",\"id\":1,"
                                + "\"price\":\"-123.450\"} \n")) {
            assertThat(json.reason(record)).isNull();
        }
    }

    @Test
    void aTimestampFinerThanItsColumnIsCut() throws Exception {
        var row = json.row("{\"time\":\"2001-01-01T00:00:00.123456Z\",\"name\":\"\",\"id\":1}");
        assertThat(row.getTimestamp(0, 3).getNanoOfMillisecond()).isZero();
    }

    @Test
    void aTombstoneIsRejected() throws Exception {
        assertThat(json.reason((byte[]) null)).isEqualTo("no value (a tombstone)");
    }

    @Test
    void aRecordOverTheLimitIsRejectedAndItsBytesAreCut() throws Exception {
        var row = json.row(new byte[1001]);
        assertThat(row.getString(LAYOUT.rejectReason()))
                .hasToString("1001 bytes, more than the limit of 1000");
        assertThat(row.getBinary(LAYOUT.rejectBytes())).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    2001-01-01T00:00:00Z,a,1,true,1.50 |
                    2001-01-01T00:00:00Z,a,x,true,1.50 | Fail to deserialize at field: id.: For input string: "x"
                    2001-01-01T00:00:00Z,a,1,true | Row length mismatch
                    2001-01-01T00:00:00Z,"a,1,true,1.50 | Missing closing quote
                    """)
    void csvIsDecodedToo(String record, String reason) throws Exception {
        var csv = Decoding.of(Format.CSV, NO_OPTIONS, CSV_AVRO, List.of("id"));
        if (reason == null) {
            assertThat(csv.reason(record)).isNull();
            assertThat(csv.row(record).getField(2)).isEqualTo(1);
        } else {
            assertThat(csv.reason(record)).contains(reason);
        }
    }

    private static final String CSV_AVRO =
            AVRO.replace(
                    "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}]",
                    "\"string\"");

    @Test
    void aSecondCsvLineIsNotDropped() throws Exception {
        var csv = Decoding.of(Format.CSV, NO_OPTIONS, CSV_AVRO, List.of("id"));
        var line = "2001-01-01T00:00:00Z,a,1,true,1.50\n";
        assertThat(csv.reason(line)).isNull();
        assertThat(csv.reason(line + line)).isEqualTo("several lines in one record");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    JSON | ignore-parse-errors | true | format json has no option 'ignore-parse-errors'; it has decode.json-parser.enabled
                    JSON | timestamp-format.standard | x | format json: Unsupported value 'x' for timestamp-format.standard
                    CSV  | field-delimiter | abc | format csv: Option 'csv.field-delimiter' must be a string with single character
                    AVRO | encoding | json | format avro has no option 'encoding'; it has none
                    AVRO_CONFLUENT | basic-auth.user-info | a:b | needs the option 'url'
                    """)
    void wrongFormatOptionsAreSetupErrors(
            Format format, String option, String value, String message) {
        assertThatThrownBy(() -> Decoding.of(format, Map.of(option, value), AVRO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    private static Object[] fields(GenericRowData row) {
        var fields = new Object[row.getArity()];
        Arrays.setAll(fields, row::getField);
        return fields;
    }

    private static Object[] metadata(GenericRowData row, EventLayout layout) {
        return Arrays.copyOfRange(fields(row), layout.topic(), row.getArity());
    }
}
