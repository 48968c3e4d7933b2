package org.tallystick.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;

/** Event time of every type in every form that a pipeline can name. */
class EventTimeFormsTest {
    private static final Map<String, String> TYPES =
            Map.of(
                    "string", "\"string\"",
                    "int", "\"int\"",
                    "long", "\"long\"",
                    "double", "\"double\"",
                    "decimal",
                            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":20,\"scale\":6}",
                    "date", logical("int", "date"),
                    "millis", logical("long", "timestamp-millis"),
                    "micros", logical("long", "timestamp-micros"),
                    "local-millis", logical("long", "local-timestamp-millis"));

    private static String logical(String type, String logicalType) {
        return "{\"type\":\"%s\",\"logicalType\":\"%s\"}".formatted(type, logicalType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # the schema says it all
                    string | | "2024-03-05T10:00:00,5+0000" | 2024-03-05T10:00:00.500Z
                    string | | "2024-03-05T10:00:00.123456789Z" | 2024-03-05T10:00:00.123Z
                    string | | "20240305" | 2024-03-05T00:00:00Z
                    millis | | 1709632800123 | 2024-03-05T10:00:00.123Z
                    millis | | "20240305T100000Z" | 2024-03-05T10:00:00Z
                    millis | | "2024-03-05" | 2024-03-05T00:00:00Z
                    millis | | "1970-01-20T18:53:52.800Z" | 1970-01-20T18:53:52.800Z
                    millis | | 0 | 1970-01-01T00:00:00Z
                    millis | | -1709632800 | 1969-12-12T05:06:07.200Z
                    micros | | 1709632800123456 | 2024-03-05T10:00:00.123Z
                    micros | | "2024-03-05T10:00:00.123456Z" | 2024-03-05T10:00:00.123Z
                    local-millis | | "2024-03-05T10:00:00" | 2024-03-05T10:00:00Z
                    date | | "2024-03-05" | 2024-03-05T00:00:00Z
                    # a zone
                    string | zone Europe/Berlin | "2024-03-05T10:00:00" | 2024-03-05T09:00:00Z
                    string | zone Europe/Berlin | "2024-03-05" | 2024-03-04T23:00:00Z
                    millis | zone Europe/Berlin | "2024-07-05 10:00:00.5" | 2024-07-05T08:00:00.500Z
                    millis | zone Europe/Berlin | 1709632800123 | 2024-03-05T10:00:00.123Z
                    local-millis | zone Europe/Berlin | "2024-07-05T10:00:00.123" | 2024-07-05T08:00:00.123Z
                    date | zone Europe/Berlin | "2024-07-05" | 2024-07-04T22:00:00Z
                    # units
                    string | unit S | "1709632800" | 2024-03-05T10:00:00Z
                    string | unit S | "1709632800.123" | 2024-03-05T10:00:00.123Z
                    string | unit NS | "1709632800123456789" | 2024-03-05T10:00:00.123Z
                    int | unit S | 1709632800 | 2024-03-05T10:00:00Z
                    long | unit S | 1709632800 | 2024-03-05T10:00:00Z
                    long | unit MS | 1709632800123 | 2024-03-05T10:00:00.123Z
                    long | unit US | 1709632800123456 | 2024-03-05T10:00:00.123Z
                    long | unit NS | 1709632800123456789 | 2024-03-05T10:00:00.123Z
                    long | unit NS | -1 | 1969-12-31T23:59:59.999Z
                    double | unit S | 1709632800.123 | 2024-03-05T10:00:00.123Z
                    double | unit MS | 1709632800123.9 | 2024-03-05T10:00:00.123Z
                    decimal | unit S | 1709632800.123456 | 2024-03-05T10:00:00.123Z
                    decimal | unit S | -0.000001 | 1969-12-31T23:59:59.999Z
                    millis | unit S | 1709632800 | 2024-03-05T10:00:00Z
                    millis | unit S | 1709632800.123 | 2024-03-05T10:00:00.123Z
                    millis | unit S | "1709632800.5" | 2024-03-05T10:00:00.500Z
                    millis | unit S | 1.7096328e9 | 2024-03-05T10:00:00Z
                    millis | unit MS | 1709632800 | 1970-01-20T18:53:52.800Z
                    millis | unit US | 1709632800123000 | 2024-03-05T10:00:00.123Z
                    micros | unit MS | 1709632800123 | 2024-03-05T10:00:00.123Z
                    micros | unit NS | 1709632800123456000 | 2024-03-05T10:00:00.123Z
                    # formats
                    string | format dd/MMM/yyyy:HH:mm:ss xx | "05/Mar/2024:10:00:00 +0100" | 2024-03-05T09:00:00Z
                    string | format dd.MM.yyyy HH:mm | "05.03.2024 10:00" | 2024-03-05T10:00:00Z
                    string | format dd.MM.yyyy | "05.03.2024" | 2024-03-05T00:00:00Z
                    string | format M/d/yyyy h:mm:ss a | "3/5/2024 10:00:00 PM" | 2024-03-05T22:00:00Z
                    string | format EEE, dd MMM yyyy HH:mm:ss 'GMT' | "Tue, 05 Mar 2024 10:00:00 GMT" | 2024-03-05T10:00:00Z
                    string | format uuuu-MM-dd HH:mm:ss[.SSS] VV | "2024-07-05 10:00:00 Europe/Berlin" | 2024-07-05T08:00:00Z
                    string | format yyMMddHHmmss | "240305100000" | 2024-03-05T10:00:00Z
                    millis | format dd.MM.yyyy HH:mm:ss.SSS | "05.03.2024 10:00:00.123" | 2024-03-05T10:00:00.123Z
                    local-millis | format dd.MM.yyyy HH:mm | "05.03.2024 10:00" | 2024-03-05T10:00:00Z
                    """)
    void isRead(String type, String form, String value, Instant expected) throws Exception {
        var decoding = decoding(type, form);
        var row = decoding.row("{\"time\":" + value + "}");
        var layout = decoding.decoder().layout();
        assertThat(row.getField(layout.rejectReason())).isNull();
        assertThat(Instant.ofEpochMilli(row.getLong(layout.time()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    string | | "yesterday" | event time 'time': yesterday: it is no date-time of ISO 8601
                    string | | "1709632800" | event time 'time': 1709632800: it is no date-time of ISO 8601
                    string | | "2024-02-30" | event time 'time': 2024-02-30: Invalid date 'FEBRUARY 30'
                    millis | | 1709632800 | in milliseconds it is 1970-01-20T18:53:52.800Z, in seconds 2024-03-05T10:00:00Z: set time-unit in events to s, or to ms if that is right
                    millis | | 1709632800.5 | in milliseconds it is 1970-01-20T18:53:52.800Z, in seconds 2024-03-05T10:00:00Z
                    millis | | 1709632800123456 | in milliseconds it is after the year 9999, in microseconds 2024-03-05T10:00:00.123456Z: set time-unit in events to us
                    millis | | 1709632800123456789 | in nanoseconds 2024-03-05T10:00:00.123456789Z
                    micros | | 1709632800 | in microseconds it is 1970-01-01T00:28:29.632800Z, in seconds 2024-03-05T10:00:00Z
                    micros | | 1709632800123 | in microseconds it is 1970-01-20T18:53:52.800123Z, in milliseconds 2024-03-05T10:00:00.123Z
                    micros | | 1709632800123456789 | in nanoseconds 2024-03-05T10:00:00.123456789Z
                    local-millis | | 1709632800 | in seconds 2024-03-05T10:00:00Z
                    millis | | 1709632800123.5 | is not TIMESTAMP_LTZ(3): it is finer than the column
                    millis | | true | field 'time': true is not TIMESTAMP_LTZ(3)
                    millis | unit S | 1709632800.1234 | it is finer than the column
                    millis | unit S | "yesterday" | it is no number of seconds
                    millis | unit S | "2024-03-05T10:00:00Z" | it is no number of seconds
                    millis | unit S | 1e999999999 | it is too long for a number of seconds
                    millis | unit S | 1709632800123 | in seconds it is after the year 9999, in milliseconds 2024-03-05T10:00:00.123Z: set time-unit in events to ms
                    long | unit S | 1709632800123 | in seconds it is after the year 9999, in milliseconds 2024-03-05T10:00:00.123Z: set time-unit in events to ms
                    long | unit S | 9223372036854775807 | event time 'time': 9223372036854775807: it is beyond what timestamps can hold
                    long | unit S | 1709632800.5 | field 'time': 1709632800.5 is not BIGINT
                    double | unit S | "NaN" | event time 'time': NaN: it is no number of seconds
                    double | unit S | 1e300 | it is too long for a number of seconds
                    string | unit S | "" | it is no number of seconds
                    string | format dd.MM.yyyy | "2024-03-05" | event time 'time': 2024-03-05: it is not of the form dd.MM.yyyy
                    string | format dd.MM.yyyy | "30.02.2024" | it is not of the form dd.MM.yyyy
                    millis | format dd.MM.yyyy | "5.3.2024" | it is not of the form dd.MM.yyyy
                    string | zone Europe/Berlin | "2024-03-31T02:30:00" | in Europe/Berlin clocks are put forward over that time
                    string | zone Europe/Berlin | "2024-10-27T02:30:00" | in Europe/Berlin clocks are put back over that time
                    local-millis | zone Europe/Berlin | "2024-10-27T02:30:00" | in Europe/Berlin clocks are put back over that time
                    """)
    void isRefused(String type, String form, String value, String reason) throws Exception {
        assertThat(decoding(type, form).reason("{\"time\":" + value + "}"))
                .contains(reason)
                .contains("'time'")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "millis, 1709632800123, ",
        "millis, 1709632800, in seconds 2024-03-05T10:00:00Z",
        "micros, 1709632800123, in milliseconds 2024-03-05T10:00:00.123Z",
        "micros, 1709632800123456, ",
        "millis, 1709632800123456, in microseconds 2024-03-05T10:00:00.123456Z"
    })
    void avroNumbersAreDoubtedToo(String type, long value, String reason) throws Exception {
        var schema = new Schema.Parser().parse(avro(type));
        var record = new GenericData.Record(schema);
        record.put("time", value);
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        var decoding = Decoding.of("avro", avro(type), TimeForm.STANDARD);
        if (reason == null) {
            assertThat(decoding.reason(bytes.toByteArray())).isNull();
        } else {
            assertThat(decoding.reason(bytes.toByteArray())).contains(reason);
        }
    }

    /** The field keeps what the event time, in ms, leaves out. */
    @ParameterizedTest
    @CsvSource({
        "string, '\"2024-03-05T10:00:00.123456789Z\"', 2024-03-05T10:00:00.123456789Z",
        "micros, 1709632800123456, 2024-03-05T10:00:00.123456"
    })
    void theFieldIsKeptExactly(String type, String value, String expected) throws Exception {
        GenericRowData row = decoding(type, null).row("{\"time\":" + value + "}");
        var kept = row.getField(0);
        assertThat(kept instanceof TimestampData time ? time.toString() : kept.toString())
                .isEqualTo(expected);
    }

    /** The zone holds for all timestamps; format and unit for event time alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zone Europe/Berlin | "2024-07-05T10:00:00" | 2024-07-05T08:00
                    unit S | 1709632800123 | 2024-03-05T10:00:00.123
                    unit S | 1709632800 | 1970-01-20T18:53:52.800
                    format dd.MM.yyyy | "2024-07-05T10:00:00" | 2024-07-05T10:00
                    """)
    void anotherTimestampIsAsTheSchemaSays(String form, String value, String expected)
            throws Exception {
        var avro =
                """
                {"type":"record","name":"E","fields":[
                  {"name":"time","type":["null","string"]},{"name":"v","type":%s}]}
                """
                        .formatted(TYPES.get("millis"));
        var time = Map.of("z", "\"2024-07-05\"", "u", "\"1709632800\"", "f", "\"05.03.2024\"");
        var row =
                Decoding.of("json", avro, form(form))
                        .row(
                                "{\"time\":%s,\"v\":%s}"
                                        .formatted(time.get(form.substring(0, 1)), value));
        assertThat(row.getTimestamp(1, 3)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    yyyy-mm-dd | it says no date
                    YYYY-MM-dd | it says no date
                    HH:mm:ss | it says no date
                    MM-dd HH:mm | it says no date
                    yyyy-MM-dd hh:mm | it leaves the hour of the day open
                    yyyy-MM-dd mm:ss | it leaves the hour of the day open
                    yyyy-MM-dd 'T | Pattern ends with an incomplete string literal
                    iso | Unknown pattern letter
                    yyyy-MM-dd HH:mm z | has names of zones
                    """)
    void aFormatThatSaysTooLittleIsRefused(String format, String why) {
        assertThatThrownBy(() -> TimeForm.checkedFormat(format))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + format + "'")
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    private static Decoding decoding(String type, String form) {
        return Decoding.of("json", avro(type), form(form));
    }

    private static String avro(String type) {
        return "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"time\",\"type\":%s}]}"
                .formatted(TYPES.get(type));
    }

    private static TimeForm form(String text) {
        if (text == null) {
            return TimeForm.STANDARD;
        }
        var value = text.substring(text.indexOf(' ') + 1);
        return switch (text.substring(0, text.indexOf(' '))) {
            case "zone" -> form(null, ZoneId.of(value), null);
            case "unit" -> form(null, null, EpochUnit.valueOf(value));
            default -> form(value, null, null);
        };
    }

    private static TimeForm form(String format, ZoneId zone, EpochUnit unit) {
        return new TimeForm(
                Optional.ofNullable(format),
                Optional.ofNullable(zone),
                Overlap.REJECT,
                Optional.ofNullable(unit));
    }
}
