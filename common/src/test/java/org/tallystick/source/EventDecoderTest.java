package org.tallystick.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;

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

    private final Decoding json = Decoding.of("json", NO_OPTIONS, AVRO, List.of("id"));

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
                    {"time":"yesterday","name":"a","id":1} | field 'time': yesterday is not TIMESTAMP_LTZ(3)
                    {"time":1.5,"name":"a","id":1} | field 'time': 1.5 is not TIMESTAMP_LTZ(3)
                    {"time":99999999999999999999,"name":"a","id":1} | field 'time': 99999999999999999999 is not TIMESTAMP_LTZ(3)
                    {"time":null,"name":"a","id":1} | no event time: field 'time' is null
                    {"name":"a","id":1} | no event time: field 'time' is null
                    {"time":"2025-01-03T00:00:00.001Z","name":"a","id":1} | event time 2025-01-03T00:00:00.001Z is more than max-ahead (1 d) after the record's own time 2025-01-02T00:00:00Z
                    {"time":"0000-12-31T23:59:59Z","name":"a","id":1} | event time is not within the years 1 to 9999
                    {"time":"9999-12-31T23:59:59.999Z","name":"a","id":1} | event time is the last millisecond of the year 9999, which stands for no time
                    {"time":"2001-01-01T00:00:00Z","name":"a"} | no identity: field 'id' is null
                    """)
    void everyKindOfBadJsonHasItsReason(String record, String reason) throws Exception {
        assertThat(json.reason(record)).contains(reason).hasLineCount(1);
    }

    @Test
    void aTextThatNobodyReadsIsLeftOut() throws Exception {
        var record = "{\"time\":\"2001-01-01T00:03:00Z\",\"name\":\"a\",\"id\":7}";
        var whole = json.row(record);
        var part = Decoding.of("json", NO_OPTIONS, AVRO, List.of("id"), Set.of()).row(record);
        assertThat(part.getField(1)).isNull();
        part.setField(1, whole.getField(1));
        assertThat(part).isEqualTo(whole);
    }

    @Test
    void timeAndIdentityAreReadAlways() throws Exception {
        var avro =
                "{\"type\":\"record\",\"name\":\"E\",\"fields\":["
                        + "{\"name\":\"time\",\"type\":\"string\"},{\"name\":\"id\",\"type\":\"string\"}]}";
        var record = "{\"time\":\"2001-01-01T00:03:00Z\",\"id\":\"a\"}";
        assertThat(Decoding.of("json", NO_OPTIONS, avro, List.of("id"), Set.of()).row(record))
                .isEqualTo(Decoding.of("json", NO_OPTIONS, avro, List.of("id")).row(record));
    }

    @Test
    void theEdgesAreStillEvents() throws Exception {
        for (var record :
                List.of(
                        "{\"time\":\"2025-01-03T00:00:00Z\",\"name\":\"\",\"id\":1}",
                        " {\"x\":{\"y\":[1]},\"time\":\"0001-01-01T00:00:00Z\",\"name\":\"a\",\"id\":1,"
                                + "\"price\":\"-123.450\"} \n")) {
            assertThat(json.reason(record)).isNull();
        }
    }

    /** Those of images and reproducible archives, and records that were stamped in seconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:01Z",
                "1970-01-20T18:53:52.800Z",
                "1980-01-01T00:00:00Z",
                "1985-10-26T08:15:00Z",
                "2010-01-01T00:00:00Z"
            })
    void nothingIsAheadOfATimeThatNobodyMeant(Instant written) throws Exception {
        var event = "{\"time\":\"2024-03-05T10:00:00Z\",\"name\":\"a\",\"id\":1}";
        assertThat(json.row(event.getBytes(UTF_8), written).isNullAt(LAYOUT.rejectReason()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    boolean | true | true
                    int | -7 | -7
                    long | 9223372036854775807 | 9223372036854775807
                    float | 1.5 | 1.5
                    float | "-Infinity" | -Infinity
                    double | 1e300 | 1.0E300
                    double | 3 | 3.0
                    double | 0.1 | 0.1
                    double | " NaN " | NaN
                    string | "a\\u00e9\\"é" | aé"é
                    bytes | "AQI=" | [1, 2]
                    {"type":"bytes","logicalType":"decimal","precision":5,"scale":2} | 1.5 | 1.50
                    {"type":"int","logicalType":"date"} | "1970-01-03" | 2
                    {"type":"int","logicalType":"time-millis"} | "00:00:01.5" | 1500
                    {"type":"long","logicalType":"timestamp-millis"} | 1500 | 1970-01-01T00:00:01.500
                    {"type":"long","logicalType":"timestamp-millis"} | -1 | 1969-12-31T23:59:59.999
                    {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01T02:00:00+02:00" | 1970-01-01T00:00
                    {"type":"long","logicalType":"timestamp-micros"} | -1 | 1969-12-31T23:59:59.999999
                    {"type":"long","logicalType":"timestamp-micros"} | "1969-12-31T23:59:59.9999990Z" | 1969-12-31T23:59:59.999999
                    {"type":"long","logicalType":"local-timestamp-millis"} | "1970-01-01T00:00:01.5" | 1970-01-01T00:00:01.500
                    {"type":"array","items":"int"} | [1,2] | [1, 2]
                    {"type":"map","values":"int"} | {"a":1} | {a=1}
                    {"type":"record","name":"R","fields":[{"name":"x","type":"int"}]} | {"y":[],"x":1} | +I(1)
                    """)
    void everyTypeIsReadFromJson(String type, String value, String expected) throws Exception {
        var quoted = type.startsWith("{") ? type : '"' + type + '"';
        var row = ofType(quoted).row("{\"time\":0,\"v\":" + value + "}");
        assertThat(row.getField(LAYOUT_OF_ANY.rejectReason())).isNull();
        assertThat(text(row.getField(1))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    float | "x" | field 'v': x is not FLOAT
                    double | true | field 'v': true is not DOUBLE
                    double | "" | field 'v':  is not DOUBLE
                    bytes | "?" | field 'v': ? is not BYTES
                    {"type":"int","logicalType":"date"} | "1970-02-30" | field 'v': 1970-02-30 is not DATE
                    {"type":"int","logicalType":"time-millis"} | 5 | field 'v': 5 is not TIME(3)
                    {"type":"long","logicalType":"local-timestamp-millis"} | "1970-01-01T00:00:00Z" | field 'v': 1970-01-01T00:00:00Z is not TIMESTAMP(3): it has an offset, which a local time has not
                    {"type":"long","logicalType":"timestamp-millis"} | "2024-03-05T10:00:00.123456Z" | field 'v': 2024-03-05T10:00:00.123456Z is not TIMESTAMP_LTZ(3): it is finer than the column
                    {"type":"long","logicalType":"timestamp-micros"} | "2024-03-05T10:00:00.1234567Z" | field 'v': 2024-03-05T10:00:00.1234567Z is not TIMESTAMP_LTZ(6): it is finer than the column
                    {"type":"int","logicalType":"time-millis"} | "10:00:00.1234" | field 'v': 10:00:00.1234 is not TIME(3)
                    {"type":"long","logicalType":"timestamp-millis"} | 9223372036854775807 | field 'v' is beyond what timestamps can hold
                    {"type":"long","logicalType":"timestamp-millis"} | -9223372036854775808 | field 'v' is beyond what timestamps can hold
                    {"type":"array","items":"int"} | 1 | field 'v': 1 is not an array
                    {"type":"array","items":"int"} | [null] | field 'v' is null
                    {"type":"map","values":"int"} | {"a":"b"} | field 'v': b is not INT
                    {"type":"record","name":"R","fields":[{"name":"x","type":"int"}]} | {} | field 'v.x' is missing
                    """)
    void whatIsOfNoTypeIsRejected(String type, String value, String reason) throws Exception {
        var quoted = type.startsWith("{") ? type : '"' + type + '"';
        assertThat(ofType(quoted).reason("{\"time\":0,\"v\":" + value + "}")).isEqualTo(reason);
    }

    private static final EventLayout LAYOUT_OF_ANY =
            new EventLayout(EventSchema.parse(ofTypeAvro("\"int\"")).rowType());

    private static Decoding ofType(String type) {
        return Decoding.of("json", NO_OPTIONS, ofTypeAvro(type));
    }

    private static String ofTypeAvro(String type) {
        return """
        {"type":"record","name":"Event","fields":[
          {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
          {"name":"v","type":%s}]}
        """
                .formatted(type);
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof GenericArrayData array) {
            return Arrays.toString(array.toIntArray());
        }
        if (value instanceof GenericMapData map) {
            return "{a=" + map.get(StringData.fromString("a")) + "}";
        }
        return value.toString();
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
                    2001-01-01T00:00:00Z,a,x,true,1.50 | field 'id': x is not INT
                    2001-01-01T00:00:00Z,a,1,true | 4 field(s), the schema has 5
                    2001-01-01T00:00:00Z,"a,1,true,1.50 | Unclosed quoted field
                    """)
    void csvIsDecodedToo(String record, String reason) throws Exception {
        var csv = Decoding.of("csv", NO_OPTIONS, CSV_AVRO, List.of("id"));
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
    void aTextThatNobodyReadsIsLeftOutOfCsvToo() throws Exception {
        var record = "2001-01-01T00:00:00Z,a,1,true,1.50";
        var whole = Decoding.of("csv", NO_OPTIONS, CSV_AVRO, List.of("id")).row(record);
        var part = Decoding.of("csv", NO_OPTIONS, CSV_AVRO, List.of("id"), Set.of()).row(record);
        assertThat(whole.getField(1)).isEqualTo(StringData.fromString("a"));
        assertThat(part.getField(1)).isNull();
        part.setField(1, whole.getField(1));
        assertThat(part).isEqualTo(whole);
    }

    @Test
    void aSecondCsvLineIsNotDropped() throws Exception {
        var csv = Decoding.of("csv", NO_OPTIONS, CSV_AVRO, List.of("id"));
        var line = "2001-01-01T00:00:00Z,a,1,true,1.50\n";
        assertThat(csv.reason(line)).isNull();
        assertThat(csv.reason(line + line)).isEqualTo("several lines in one record");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    json | ignore-parse-errors | true | format json has no option 'ignore-parse-errors'; it has none
                    csv | ignore-parse-errors | true | format csv has no option 'ignore-parse-errors'; it has
                    csv | field-delimiter | abc | 'csv.field-delimiter' is 'abc', it must be one character of ASCII and no line end
                    avro | encoding | json | format avro has no option 'encoding'; it has none
                    avro-confluent | basic-auth.user-info | a:b | needs the option 'url'
                    """)
    void wrongFormatOptionsAreSetupErrors(
            String format, String option, String value, String message) {
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
